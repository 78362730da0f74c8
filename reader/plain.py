"""Text made safe for a terminal, character for character, so that offsets stay true."""

from __future__ import annotations

import re

# Controls (C0, DEL, C1), bidirectional marks and overrides, line and paragraph separators, lone surrogates,
# the byte order mark, interlinear marks, tag characters: what moves the cursor or hides what is written.
UNSAFE = (
    "\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
_SPACE = re.compile("[\t\n\v\f\r\u2028\u2029]")
_UNSAFE = re.compile(f"[{UNSAFE}]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """The text on one line with every unsafe character replaced by one that is safe.

    Line ends and tabs become a space, the rest U+FFFD; the length stays the same.
    """
    return _UNSAFE.sub(REPLACEMENT, _SPACE.sub(" ", text))


def escaped(json_text: str) -> str:
    r"""JSON in which unsafe characters inside strings are written as ``\uXXXX``; it means the same."""
    return _UNSAFE.sub(_escape, json_text)


def _escape(match: re.Match[str]) -> str:
    r"""One character as JSON writes it, above U+FFFF as two surrogates."""
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
