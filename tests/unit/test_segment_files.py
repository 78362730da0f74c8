from __future__ import annotations

import json
import os
import struct
import zlib
from array import array
from pathlib import Path

import pytest

from index.fulltext.catalogue import MOST_SEGMENTS
from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment import layout
from index.fulltext.segment.columns import BY_DATE, COLUMNS
from index.fulltext.segment.fields import (
    BY_NAME,
    DENSE,
    FAR,
    FIELDS,
    MOST_DOCUMENTS,
    MOST_FREQUENT,
    SOURCE,
    TITLE,
    TITLE_GAP,
    TITLE_WEIGHT,
    WORDS,
)
from index.fulltext.segment.layout import SectionFile, SectionWriter
from index.fulltext.segment.lexicon import Lexicon, LexiconWriter
from index.fulltext.segment.vocabulary import CLASSES, COMPOUND_CLASSES
from index.fulltext.segment.writer import KINDS, OUTLETS
from index.fulltext.tiers import MOST_BYTES
from index.fulltext.whoosh_index import MOST_PENDING

KIND = b"test"
HEAD, TAIL = struct.Struct("=8sHH4s"), struct.Struct("=QII8s")


def written(path: Path, **sections: bytes) -> Path:
    writer = SectionWriter(path, KIND)
    for name, data in sections.items():
        writer.add(name, data)
    writer.close({"size": 3})
    return path


def forged(path: Path, table: bytes, body: bytes = b"", kind: bytes = KIND, version: int = 1) -> Path:
    """A file whose checksums are right, whatever it says."""
    head = HEAD.pack(layout.MAGIC, version, 0x0102, kind)
    crc = zlib.crc32(table, zlib.crc32(head))
    at = len(head) + len(body)
    path.write_bytes(head + body + table + TAIL.pack(at, len(table), crc, layout.MAGIC))
    return path


def test_sections_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "f"
    writer = SectionWriter(path, KIND)
    writer.begin()
    for piece in (b"ab", b"", b"cde"):
        writer.write(piece)
    assert writer.offset == 5
    writer.end("first")
    writer.add("second", array("q", [7, -1]).tobytes())
    writer.add("none", b"")
    writer.close({"size": 3, "name": "caf\u00e9"})
    file = SectionFile(path, KIND)
    assert bytes(file.checked("first")) == b"abcde"
    assert list(file.numbers("second", "q")) == [7, -1]
    assert list(file.numbers("none", "I")) == []
    assert file.told == {"size": 3, "name": "caf\u00e9"}
    assert file.place("second")[0] % 8 == 0
    assert file.size == path.stat().st_size
    file.check()
    with pytest.raises(DamagedIndexError, match="no section third"):
        file.checked("third")
    with pytest.raises(DamagedIndexError, match="odd length"):
        file.numbers("first", "I")
    with pytest.raises(DamagedIndexError, match="ends early"):
        file.read(file.size - 1, 2)


def test_a_file_is_refused_that_is_not_of_this_format(tmp_path: Path) -> None:
    data = written(tmp_path / "f", one=b"abc").read_bytes()

    def opened(changed: bytes, kind: bytes = KIND) -> SectionFile:
        (tmp_path / "g").write_bytes(changed)
        return SectionFile(tmp_path / "g", kind)

    opened(data)
    with pytest.raises(DamagedIndexError, match="another kind"):
        opened(data, b"post")
    with pytest.raises(DamagedIndexError, match="another kind"):
        opened(b"PK" + data[2:])
    with pytest.raises(DamagedIndexError, match=r"another version \(2\)"):
        opened(data[:8] + struct.pack("=H", 2) + data[10:])
    with pytest.raises(DamagedIndexError, match="byte order"):
        opened(data[:10] + data[10:12][::-1] + data[12:])
    for longer in (data + b"\0", data + data[-24:], b"\0" + data, data * 2):
        with pytest.raises(DamagedIndexError):
            opened(longer)
    for end in range(len(data)):
        with pytest.raises(DamagedIndexError):
            opened(data[:end])


def test_every_flipped_bit_is_noticed_but_for_padding(tmp_path: Path) -> None:
    path = written(tmp_path / "f", one=b"abc", two=bytes(range(16)))
    data = path.read_bytes()
    padding = set(range(16 + 3, 24))
    for at in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            path.write_bytes(changed)
            if at in padding:
                SectionFile(path, KIND).check()
                continue
            with pytest.raises(DamagedIndexError):
                SectionFile(path, KIND).check()


@pytest.mark.parametrize(
    "table",
    [
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"sections": {}}',
        b'{"sections": [], "told": {}}',
        b'{"sections": {"a": [16]}, "told": {}}',
        b'{"sections": {"a": [16, 0, "x"]}, "told": {}}',
        b'{"sections": {"a": [16.0, 0, 0]}, "told": {}}',
        b'{"sections": {"a": [-8, 8, 0]}, "told": {}}',
        b'{"sections": {"a": [0, 8, 0]}, "told": {}}',
        b'{"sections": {"a": [16, -8, 0]}, "told": {}}',
        b'{"sections": {"a": [16, 9, 0]}, "told": {}}',
        b'{"sections": {"a": [16, 1e400, 0]}, "told": {}}',
        b'{"sections": {"a": [16, %s, 0]}, "told": {}}' % (b"9" * 4000),
        b'{"sections": {"a": [16, %s, 0]}, "told": {}}' % (b"9" * 500_000),
        b'{"sections": {"a": [16, 8, 0], "b": [20, 4, 0]}, "told": {}}',
        b'{"sections": {"a": [16, 8, 0], "b": [16, 8, 0]}, "told": {}}',
        b'{"sections": {}, "told": 3}',
        b"[" * 500_000,
        b'{"a":' * 100_000,
    ],
    ids=range(20),
)
def test_a_table_with_right_checksums_is_not_believed(tmp_path: Path, table: bytes) -> None:
    with pytest.raises(DamagedIndexError):
        SectionFile(forged(tmp_path / "f", table, bytes(8)), KIND)


def test_a_table_is_not_longer_than_a_megabyte(tmp_path: Path) -> None:
    forged(tmp_path / "f", b'{"sections": {}, "told": {"a": "%s"}}' % (b"x" * (1 << 20)))
    with pytest.raises(DamagedIndexError, match="cut off or damaged"):
        SectionFile(tmp_path / "f", KIND)


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "directory").mkdir()
    written(tmp_path / "file")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "empty").touch()
    for name in ("pipe", "directory", "link", "zero", "empty", "missing", "file/beyond"):
        with pytest.raises(DamagedIndexError, match="cannot be read"):
            SectionFile(tmp_path / name, KIND)
    for device in ("/dev/zero", "/dev/null"):
        with pytest.raises(DamagedIndexError, match="not a regular file"):
            SectionFile(Path(device), KIND)


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "f").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(DamagedIndexError, match="larger than any"):
        SectionFile(tmp_path / "f", KIND)


def test_writing_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("precious")
    (tmp_path / "f").symlink_to(tmp_path / "own")
    with pytest.raises(FileExistsError):
        SectionWriter(tmp_path / "f", KIND)
    assert (tmp_path / "own").read_text() == "precious"


def test_an_abandoned_file_is_gone(tmp_path: Path) -> None:
    writer = SectionWriter(tmp_path / "f", KIND)
    writer.add("one", b"abc")
    writer.abandon()
    assert list(tmp_path.iterdir()) == []


TERMS = [b"a", b"ab", b"abc", b"b", "caf\u00e9".encode(), "\u4e2d\u6587".encode(), "\U0001f600".encode()]


def lexicon(path: Path, terms: list[bytes], field: str = WORDS.name) -> Lexicon:
    spec = BY_NAME[field]
    writer, file = LexiconWriter(spec), SectionWriter(path, KIND)
    for at, term in enumerate(terms):
        writer.add(term, at + 1, 10 * at, 7, 2 * at, 8)
    writer.write(file, 10 * len(terms), 2 * len(terms))
    file.close()
    return Lexicon(SectionFile(path, KIND), spec)


def test_terms_are_found_with_what_is_known_of_them(tmp_path: Path) -> None:
    found = lexicon(tmp_path / "f", TERMS)
    assert len(found) == len(TERMS)
    assert [found.find(term) for term in TERMS] == list(range(len(TERMS)))
    assert [found.term(at) for at in range(len(TERMS))] == TERMS
    assert found.terms(range(2, 5)) == TERMS[2:5]
    assert found.terms(range(3, 3)) == []
    assert [found.find(term) for term in (b"", b"aa", b"abcd", b"z", b"\xff\xff", b"a\n")] == [-1] * 6
    assert list(found.counts) == [1, 2, 3, 4, 5, 6, 7]
    assert list(found.at) == [0, 10, 20, 30, 40, 50, 60, 70]
    assert found.places is not None
    assert list(found.places) == [0, 2, 4, 6, 8, 10, 12, 14]


def test_beginnings_are_found(tmp_path: Path) -> None:
    found = lexicon(tmp_path / "f", [*TERMS, b"\xff", b"\xff\xff"])
    for prefix in (b"", b"a", b"ab", b"abcd", "caf\u00e9".encode()[:-1], b"\xe4", b"\xff", b"\xff\xff", b"0"):
        wanted = [at for at in range(len(found)) if found.term(at).startswith(prefix)]
        assert list(found.starting(prefix)) == wanted


def test_a_field_without_terms(tmp_path: Path) -> None:
    for field in (WORDS.name, TITLE.name, SOURCE.name):
        found = lexicon(tmp_path / field, [], field)
        assert len(found) == 0
        assert found.find(b"a") == -1
        assert list(found.starting(b"")) == list(found.starting(b"a")) == []


@pytest.mark.parametrize("terms", [[b"b", b"a"], [b"a", b"a"], [b"a\n"], [b""] * 2])
def test_terms_are_written_in_order_only(terms: list[bytes]) -> None:
    writer = LexiconWriter(WORDS)
    for term in terms[:-1]:
        writer.add(term, 1, 0, 0)
    with pytest.raises(ValueError, match="out of order"):
        writer.add(terms[-1], 1, 0, 0)


@pytest.mark.parametrize("name", ["keys", "ends", "counts", "at", "sums", "places", "placesums"])
def test_lists_of_terms_must_fit_together(tmp_path: Path, name: str) -> None:
    lexicon(tmp_path / "f", TERMS)
    source = SectionFile(tmp_path / "f", KIND)
    writer = SectionWriter(tmp_path / "g", KIND)
    at, length, _, _ = TAIL.unpack((tmp_path / "f").read_bytes()[-TAIL.size :])
    table = json.loads(source.read(at, length))
    for section in table["sections"]:
        data = bytes(source.checked(section))
        writer.add(section, data[:-8] if section == f"words.{name}" else data)
    writer.close()
    with pytest.raises(DamagedIndexError, match="do not fit together"):
        Lexicon(SectionFile(tmp_path / "g", KIND), WORDS)


def test_the_page_on_the_format_names_all_there_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "index-format.md").read_text(encoding="utf-8")
    names = [spec.name for spec in FIELDS] + [column.name for column in (*COLUMNS, BY_DATE)]
    endings = [f"**`{ending}`**" for ending in KINDS]
    kinds = [f"`{kind.decode()}`" for kind in KINDS.values()]
    lists = ["keys`", "`ends`", "`counts`", "`at`", "`sums`", "`places`", "`placesums`", f"`{OUTLETS}`"]
    limits = [
        f"{MOST_DOCUMENTS:,}",
        f"{FAR:,}",
        f"{MOST_SEGMENTS:,}",
        str(MOST_FREQUENT),
        f"{MOST_PENDING:,}",
    ]
    limits += [
        f"counts {TITLE_WEIGHT} times",
        f"one of {DENSE}",
        f"more than {DENSE}",
        f"{CLASSES} classes",
        f"of {COMPOUND_CLASSES} for",
        f"{TITLE_GAP} places after its title",
    ]
    for name in [*(f"`{name}`" for name in names), *endings, *kinds, *lists, *limits]:
        assert name in page, name
    assert layout.LARGEST == 4 << 30
    assert MOST_BYTES == 3 << 30
