"""The table of contents of an index: which segments a generation consists of, and what is deleted in them.

It is a file of JSON for each generation, named as Whoosh names its own, with a checksum over the rest::

    {"kind": "newsreader index", "version": 1, "generation": 7, "archive": "<uuid>", "revision": 31,
     "segments": [{"name": "MAIN_k2...", "size": 812, "deleted": "<base64 of a bitmap, lowest first>"}, ...],
     "crc": 305419896}

The files of the segments are on disk before a catalogue names them; the catalogue is written under another
name, and renamed when it is on disk too. So whoever opens an index finds the old generation or the new one.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.fulltext.errors import DamagedIndexError, unreadable
from index.fulltext.segment.fields import MOST_DOCUMENTS
from index.fulltext.segment.layout import open_regular
from index.fulltext.segment.writer import KINDS

VERSION = 2
"""Raised whenever segments or what is indexed changes; an index of another version is built again."""

_KIND = "newsreader index"
_FILE = re.compile(r"_MAIN_(0|[1-9][0-9]{0,14})\.toc")
_SEGMENT = re.compile(r"MAIN_[0-9a-z]{8,32}")
_LARGEST = 1 << 24  # bytes
_LAST_GENERATION = 10**14  # no index has so many, and the next ones are names of generations too
_LAST_REVISION = 1 << 62
_RETRIES = 5

MOST_SEGMENTS = 10_000
"""Segments of an index; merging keeps them far below."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment: the stem of its files, how many documents it has, and which are deleted (a bitmap)."""

    name: str
    size: int
    deleted: int = 0

    @property
    def count(self) -> int:
        """How many documents are not deleted."""
        return self.size - self.deleted.bit_count()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One generation of an index.

    ``archive`` is the uuid of the archive that it belongs to, ``revision`` that of the archive up to which
    changes of its articles are indexed.
    """

    generation: int
    segments: tuple[Entry, ...] = ()
    archive: str = ""
    revision: int = 0


def file_name(generation: int) -> str:
    """The name of the catalogue of a generation."""
    return f"_MAIN_{generation}.toc"


def latest_generation(directory: Path) -> int:
    """The number of the last generation; -1 without an index. Cheap: it lists the directory."""
    found = [-1]
    for name in os.listdir(directory):  # noqa: PTH208  # a list of names is all that is needed
        match = _FILE.fullmatch(name)
        if match:
            found.append(int(match.group(1)))
    return max(found)


def read(directory: Path) -> Catalogue:
    """The last generation. Raises DamagedIndexError when there is none or it cannot be understood.

    Raises UnreadableIndexError where the system does not let it be read.
    """
    for _ in range(_RETRIES):
        try:
            generation = latest_generation(directory)
        except OSError as error:
            raise unreadable(directory, error) from error
        if generation < 0:
            raise DamagedIndexError("there is no index")
        try:
            return _read(directory / file_name(generation), generation)
        except FileNotFoundError:
            continue  # a writer has written the next one and taken this one away
        except OSError as error:
            raise unreadable(directory / file_name(generation), error) from error
    raise DamagedIndexError("the catalogue of the index changes faster than it can be read")


def _read(path: Path, generation: int) -> Catalogue:
    """A generation. Raises OSError and DamagedIndexError."""
    with open_regular(path) as file:
        text = file.read(_LARGEST + 1)
    try:
        if len(text) > _LARGEST:
            raise ValueError("too large")
        data = json.loads(text)
        crc = data.pop("crc")
        if crc != _checksum(data) or data["kind"] != _KIND or data["generation"] != generation:
            raise DamagedIndexError(f"{path.name} is damaged")
        if data["version"] != VERSION:
            raise DamagedIndexError(f"{path.name} is of another version ({data['version']})")
        return _catalogue(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(f"{path.name} is damaged") from error


def _catalogue(data: dict[str, Any]) -> Catalogue:
    """What a catalogue says. Raises ValueError, KeyError and TypeError."""
    generation, archive, revision = data["generation"], data["archive"], data["revision"]
    if generation > _LAST_GENERATION or not isinstance(archive, str):
        raise ValueError("no archive")
    if not isinstance(revision, int) or not 0 <= revision <= _LAST_REVISION:
        raise ValueError("no revision")
    if len(data["segments"]) > MOST_SEGMENTS:
        raise ValueError("too many segments")
    entries = tuple(_entry(each) for each in data["segments"])
    if len({each.name for each in entries}) != len(entries):
        raise ValueError("a segment twice")
    return Catalogue(generation, entries, archive, revision)


def _entry(data: Any) -> Entry:
    """A segment as a catalogue names it. Raises ValueError, KeyError and TypeError."""
    name, size = data["name"], data["size"]
    deleted = int.from_bytes(base64.b64decode(data["deleted"], validate=True), "little")
    if not _SEGMENT.fullmatch(name) or not isinstance(size, int) or not 0 <= size <= MOST_DOCUMENTS:
        raise ValueError("no segment")
    if deleted >> size:
        raise ValueError("deleted documents that do not exist")
    return Entry(name, size, deleted)


def write(directory: Path, catalogue: Catalogue) -> None:
    """Write a generation; it is on disk and named when this returns."""
    data: dict[str, Any] = {
        "kind": _KIND,
        "version": VERSION,
        "generation": catalogue.generation,
        "archive": catalogue.archive,
        "revision": catalogue.revision,
        "segments": [
            {"name": each.name, "size": each.size, "deleted": _bitmap_text(each.deleted)}
            for each in catalogue.segments
        ],
    }
    data["crc"] = _checksum(data)
    path = directory / file_name(catalogue.generation)
    # a name that nobody foresees, and no file yet: no link that was planted leads the writing elsewhere
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    try:
        with temporary.open("x", encoding="ascii") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
        sync(directory)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync(directory)


def _bitmap_text(bitmap: int) -> str:
    """A bitmap as base64."""
    return base64.b64encode(bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")).decode("ascii")


def _checksum(data: dict[str, Any]) -> int:
    """The CRC-32 of a catalogue without its checksum."""
    return zlib.crc32(json.dumps(data, sort_keys=True).encode())


def sync(directory: Path) -> None:
    """Have the entries of a directory written to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def files(catalogue: Catalogue) -> list[str]:
    """The names of the files that a generation consists of."""
    names = [each.name + ending for each in catalogue.segments for ending in KINDS]
    return [file_name(catalogue.generation), *names]


def clean(directory: Path, catalogue: Catalogue) -> None:
    """Take the files of other generations away, and what an interrupted writer has left."""
    wanted = set(files(catalogue))
    for path in list(directory.iterdir()):
        ours = path.name.startswith(("_MAIN_", "MAIN_")) and not path.name.endswith("LOCK")
        if ours and path.name not in wanted:
            with suppress(OSError):
                path.unlink()
