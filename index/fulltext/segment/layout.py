"""A file of named sections: written in one go, mapped into memory, checked by lengths and checksums.

::

    0   8  magic "NWSRSEG" and a line end
    8   2  version of the format
    10  2  0x0102 in the byte order of the machine that wrote it, which is that of all its numbers
    12  4  kind of file, four letters
    16  .. sections, one after the other, each from an offset that 8 divides
    ..  .. table, as JSON: for each section its offset, its length and its CRC-32, and what else is told
    -24 8  offset of the table
    -16 4  length of the table
    -12 4  CRC-32 of the first 16 bytes and the table
    -8  8  the magic again

All lengths and offsets are bytes and count from the beginning of the file. Sections do not overlap.
"""

from __future__ import annotations

import json
import mmap
import os
import stat
import struct
import weakref
import zlib
from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal

from index.fulltext.errors import DamagedIndexError, unreadable

MAGIC = b"NWSRSEG\n"
VERSION = 1
_ORDER = 0x0102
_HEAD = struct.Struct("=8sHH4s")
_TAIL = struct.Struct("=QII8s")
_LONGEST_TABLE = 1 << 20
_STEP = 1 << 20

LARGEST = 1 << 32
"""Bytes of a file, fewer than which it has: offsets within a section take four bytes."""


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read it. Raises OSError for what is none, as a pipe or a link to somewhere else."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(f"{path.name} is not a regular file")
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


class SectionWriter:
    """Writes one file. Sections are written one at a time, in pieces of any size."""

    def __init__(self, path: Path, kind: bytes) -> None:
        """``kind`` has four letters. Raises FileExistsError, so that no link leads elsewhere."""
        self._path = path
        self._file = path.open("xb", buffering=_STEP)
        self._head = _HEAD.pack(MAGIC, VERSION, _ORDER, kind)
        self._file.write(self._head)
        self._at = len(self._head)
        self._start = self._crc = 0
        self._sections: dict[str, tuple[int, int, int]] = {}

    def begin(self) -> None:
        """Begin a section."""
        padding = -self._at % 8
        self._file.write(bytes(padding))
        self._at += padding
        self._start, self._crc = self._at, 0

    def write(self, data: bytes | memoryview) -> None:
        """Add to the section that has begun."""
        self._file.write(data)
        self._crc = zlib.crc32(data, self._crc)
        self._at += len(data)

    @property
    def offset(self) -> int:
        """Bytes of the section so far."""
        return self._at - self._start

    def end(self, name: str) -> None:
        """End the section and name it."""
        self._sections[name] = (self._start, self._at - self._start, self._crc)

    def add(self, name: str, data: bytes | memoryview) -> None:
        """Write a whole section."""
        self.begin()
        self.write(data)
        self.end(name)

    def close(self, told: Mapping[str, Any] | None = None) -> None:
        """Write the table, with what else is to be ``told``; the file is on disk when this returns."""
        table = json.dumps({"sections": self._sections, "told": dict(told or {})}).encode()
        crc = zlib.crc32(table, zlib.crc32(self._head))
        self._file.write(table + _TAIL.pack(self._at, len(table), crc, MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Close the file and take it away."""
        with suppress(OSError):  # what is left to write does not fit on a full disk
            self._file.close()
        with suppress(OSError):
            self._path.unlink()


class SectionFile:
    """A file that :class:`SectionWriter` wrote.

    It is mapped into memory, or read piece by piece: what is mapped counts to the memory of a process that
    has looked at much of it, and a file that is cut short while it is mapped ends the process.
    Opening checks its frame; the sections are checked when they are taken with :meth:`checked`.
    """

    def __init__(self, path: Path, kind: bytes, *, mapped: bool = True) -> None:
        """Raises DamagedIndexError for a file that is cut, of another kind, version or byte order.

        Raises UnreadableIndexError where the system does not let it be read.
        """
        self.path = path
        self._map: mmap.mmap | None = None
        try:
            with open_regular(path) as file:
                found = os.fstat(file.fileno())
                self.size, self._changed_at = found.st_size, found.st_mtime_ns
                if self.size >= LARGEST:
                    raise DamagedIndexError(f"{path.name} is larger than any that is written")
                if mapped:
                    self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                else:
                    self._handle = os.dup(file.fileno())
                    weakref.finalize(self, os.close, self._handle)
        except OSError as error:
            raise unreadable(path, error) from error
        except ValueError as error:
            raise DamagedIndexError(f"{path.name} cannot be read ({error})") from error
        try:
            at, table = self._table(kind)
            self._sections = {str(name): _numbers(place) for name, place in table["sections"].items()}
            self.told: dict[str, Any] = dict(table["told"])
            self._check_places(at)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedIndexError(f"the table of {path.name} is damaged") from error

    def _table(self, kind: bytes) -> tuple[int, Any]:
        """The table at the end of the file, and where it begins."""
        size = self.size
        if size < _HEAD.size + _TAIL.size:
            raise DamagedIndexError(f"{self.path.name} is cut off")
        magic, version, order, found = _HEAD.unpack(self.read(0, _HEAD.size))
        if magic != MAGIC or found != kind:
            raise DamagedIndexError(f"{self.path.name} is another kind of file")
        if order != _ORDER:
            raise DamagedIndexError(f"{self.path.name} comes from a machine of another byte order")
        if version != VERSION:
            raise DamagedIndexError(f"{self.path.name} has the format of another version ({version})")
        at, length, crc, magic = _TAIL.unpack(self.read(size - _TAIL.size, _TAIL.size))
        if magic != MAGIC or length > _LONGEST_TABLE or at + length + _TAIL.size != size:
            raise DamagedIndexError(f"{self.path.name} is cut off or damaged at its end")
        table = self.read(at, length)
        if zlib.crc32(table, zlib.crc32(self.read(0, _HEAD.size))) != crc:
            raise DamagedIndexError(f"the table of {self.path.name} is damaged")
        return at, json.loads(table)

    def _check_places(self, end: int) -> None:
        """Look that the sections lie behind each other, between the head of the file and ``end``."""
        free = _HEAD.size
        for name, (start, length, _) in sorted(self._sections.items(), key=lambda item: item[1]):
            if start < free or length < 0 or start + length > end:
                raise DamagedIndexError(f"the section {name} of {self.path.name} is damaged")
            free = start + length

    def place(self, name: str) -> tuple[int, int]:
        """The offset and the length of a section, in bytes."""
        try:
            start, length, _ = self._sections[name]
        except KeyError:
            raise DamagedIndexError(f"{self.path.name} has no section {name}") from None
        return start, length

    def read(self, start: int, length: int) -> bytes:
        """Bytes of the file. Raises DamagedIndexError when there are fewer."""
        if self._map is not None:
            data = self._map[start : start + length]
        else:
            try:
                data = os.pread(self._handle, length, start)
            except OSError as error:
                raise unreadable(self.path, error) from error
        if len(data) != length:
            raise DamagedIndexError(f"{self.path.name} ends early")
        return data

    def checked(self, name: str) -> memoryview:
        """A section, once its checksum has been computed. Raises DamagedIndexError when it is another."""
        start, length = self.place(name)
        if self._map is None:
            view = memoryview(self.read(start, length))
        else:
            view = memoryview(self._map)[start : start + length]
        if zlib.crc32(view) != self._sections[name][2]:
            view.release()
            raise DamagedIndexError(f"the section {name} of {self.path.name} is damaged")
        return view

    def numbers(self, name: str, code: Literal["H", "I", "q", "Q"]) -> Sequence[int]:
        """A section as numbers of a type that the module ``array`` knows by ``code``, once checked."""
        view = self.checked(name)
        if len(view) % array(code).itemsize:
            raise DamagedIndexError(f"the section {name} of {self.path.name} has an odd length")
        return view.cast(code) if len(view) else array(code)

    def has_changed(self) -> bool:
        """Whether somebody has written to the file since it was opened.

        No writer does; what is mapped may be other bytes then than those that were checked.
        """
        with suppress(OSError):  # a writer has taken it away; what is open stays
            return self.path.stat().st_mtime_ns != self._changed_at
        return False

    def check(self) -> None:
        """Compute the checksums of all sections. Raises DamagedIndexError."""
        for name, (start, length, crc) in self._sections.items():
            found = 0
            for at in range(start, start + length, _STEP):
                found = zlib.crc32(self.read(at, min(_STEP, start + length - at)), found)
            if found != crc:
                raise DamagedIndexError(f"the section {name} of {self.path.name} is damaged")


def _numbers(place: Any) -> tuple[int, int, int]:
    """An entry of the table."""
    start, length, crc = place
    if not all(isinstance(each, int) for each in (start, length, crc)):
        raise ValueError("no numbers")
    return start, length, crc
