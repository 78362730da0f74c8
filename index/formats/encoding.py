"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

SAMPLE = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "an image, sound or film"),
    (b"OggS", "sound or film"),
    (b"ID3", "sound"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"(\xb5/\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (rb"{\rtf", "an RTF document"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b\x08") + b"\x7f"
_HIGH = bytes(range(0x80, 0x100))
_CP1252_GAPS = b"\x81\x8d\x8f\x90\x9d"
# Windows-1252 punctuation read as Latin-1 turns into these control characters.
_MISREAD = re.compile("[\x80\x82\x84\x85\x8b\x91-\x97\x99]")


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def decode(data: bytes) -> str:
    """Return bytes as text, without a byte order mark.

    A byte order mark decides, then UTF-16 that shows in its zero bytes, then UTF-8, also with a few
    broken bytes. For others charset-normalizer judges the first 64 KiB if many bytes are beyond ASCII;
    Windows-1252 is the fallback. Raises NotTextError for what is no text.
    """
    encoding = _marked(data) or _zero_bytes(data[:SAMPLE])
    if encoding is None:
        refuse_binary(data[:SAMPLE])
        return unmisread(_decode_unmarked(data))
    return unmisread(data.decode(encoding, "replace").removeprefix("\ufeff"))


def unmisread(text: str) -> str:
    """Return text with quotation marks, dashes and the like where Windows-1252 was read as Latin-1."""
    if text.isascii() or not _MISREAD.search(text):
        return text
    return _MISREAD.sub(lambda found: found[0].encode("latin-1").decode("cp1252"), text)


def wide_encoding(head: bytes) -> str | None:
    """Return the name of the UTF-16 or UTF-32 encoding that the first bytes of a file show, else None."""
    encoding = _marked(head) or _zero_bytes(head)
    return None if encoding == "utf-8" else encoding


def refuse_binary(head: bytes) -> None:
    """Raise NotTextError if the first bytes of a file are no text in UTF-8 or an encoding of single bytes."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise NotTextError(f"is not text but {kind}")
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20:
        raise NotTextError("is not text (it holds binary data)")


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark names; the mark of UTF-32 begins with that of UTF-16."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    return None


def _zero_bytes(head: bytes) -> str | None:
    """UTF-16 without a mark, if nearly all zero bytes lie on one side of the pairs and are many."""
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    many = len(head) // 2 * 0.4
    if odd > many and even * 20 < odd:
        encoding = "utf-16-le"
    elif even > many and odd * 20 < even:
        encoding = "utf-16-be"
    else:
        return None
    sample = head[: len(head) // 2 * 2].decode(encoding, "replace")
    controls = sum(1 for character in sample if character < " " and character not in "\t\n\r\f")
    return encoding if controls * 20 <= len(sample) else None


def _decode_unmarked(data: bytes) -> str:
    """Text of bytes that name no encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:SAMPLE]
    replaced = sample.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    if broken * 10 < sum(1 for character in replaced if character > "\x7f"):
        return data.decode("utf-8", "replace")
    return data.decode(_guess(sample), "replace")


def _guess(sample: bytes) -> str:
    """The encoding of a sample that is not UTF-8."""
    high = sample.translate(None, bytes(range(0x80)))
    if len(high) * 33 < len(sample) and not high.translate(None, _HIGH.translate(None, _CP1252_GAPS)):
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to import, and few files need it

    best = from_bytes(sample).best()
    if best is None:
        return "cp1252"
    try:
        sample.decode(best.encoding)
    except (LookupError, UnicodeDecodeError):
        return "cp1252"
    return best.encoding
