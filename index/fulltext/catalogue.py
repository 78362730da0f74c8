"""The table of contents of an index: which segments a generation consists of, and what is deleted in them.

It is a file of JSON for each generation, named as Whoosh names its own, with a checksum over the rest::

    {"kind": "newsreader index", "version": 1, "generation": 7,
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
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.fields import MOST_DOCUMENTS
from index.fulltext.segment.writer import KINDS

VERSION = 1
"""Raised whenever segments or what is indexed changes; an index of another version is built again."""

_KIND = "newsreader index"
_FILE = re.compile(r"_MAIN_([0-9]{1,18})\.toc")
_SEGMENT = re.compile(r"MAIN_[0-9a-z]{8,32}")
_LARGEST = 1 << 24


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
    """One generation of an index."""

    generation: int
    segments: tuple[Entry, ...] = ()


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
    """The last generation. Raises DamagedIndexError when there is none or it cannot be understood."""
    generation = latest_generation(directory)
    if generation < 0:
        raise DamagedIndexError("there is no index")
    path = directory / file_name(generation)
    try:
        with path.open("rb") as file:
            data = json.loads(file.read(_LARGEST))
        crc = data.pop("crc")
        if crc != _checksum(data) or data["kind"] != _KIND or data["generation"] != generation:
            raise DamagedIndexError(f"{path.name} is damaged")
        if data["version"] != VERSION:
            raise DamagedIndexError(f"{path.name} is of another version ({data['version']})")
        return Catalogue(generation, tuple(_entry(each) for each in data["segments"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(f"{path.name} is damaged") from error


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
        "segments": [
            {"name": each.name, "size": each.size, "deleted": _bitmap_text(each.deleted)}
            for each in catalogue.segments
        ],
    }
    data["crc"] = _checksum(data)
    path = directory / file_name(catalogue.generation)
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="ascii") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    sync(directory)
    temporary.replace(path)
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
