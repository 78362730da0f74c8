"""Formats that articles arrive in, one module each, and the reading of paths by them.

A module of this package that offers a :class:`index.formats.base.Format` as ``FORMAT`` is found by
itself: a new format is one new module.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from index.formats.base import Format, Items
from index.formats.encoding import NotTextError, refuse_binary, wide_encoding
from index.formats.files import shown, suffix, walk, why
from index.models import Problem

STANDARD_INPUT = "-"
_HEAD = 4096
_NO_NAME = Problem("''", "is an empty name; give the name of a file or folder")


@cache
def formats() -> tuple[Format, ...]:
    """Return all formats, in the order in which they are asked about a file that no suffix tells."""
    names = (found.name for found in pkgutil.iter_modules(__path__))
    offers = (getattr(importlib.import_module(f"{__name__}.{name}"), "FORMAT", None) for name in names)
    known = (offer for offer in offers if isinstance(offer, Format))
    return tuple(sorted(known, key=lambda one: (one.rank, one.name)))


def read_paths(paths: Sequence[Path | str], stdin: BinaryIO | None = None) -> Items:
    """Yield the articles of files and folders one at a time, and a problem for what cannot be read.

    Folders are read with all below them in order of name, without hidden files; of them only files
    with the suffix of a format or none; the others are problems, of many one that counts them. A file
    that is given itself is read whatever its name. "-" is standard input: `stdin`, or that of the
    process. A problem never ends the reading.
    """
    for path in paths:
        for found in _places(path):
            if isinstance(found, Problem):
                yield found
            elif isinstance(found, str):
                yield from _guarded(stdin or sys.stdin.buffer, "standard input", "")
            else:
                yield from _read_file(found)


def count_files(paths: Sequence[Path | str]) -> int:
    """Return how many files :func:`read_paths` will open: a hint for progress, without opening any."""
    return sum(1 for path in paths for found in _places(path) if not isinstance(found, Problem))


def _places(path: Path | str) -> Iterator[Path | str | Problem]:
    """What one given path names; a string is standard input."""
    if str(path) == STANDARD_INPUT:
        yield STANDARD_INPUT
    elif path == "":
        yield _NO_NAME
    else:
        yield from walk(Path(path), {"", *(ending for one in formats() for ending in one.suffixes)})


def _read_file(path: Path) -> Items:
    """The articles of one file."""
    try:
        stream = path.open("rb")
    except OSError as error:
        yield Problem(shown(path), why(error))
        return
    with stream:
        yield from _guarded(stream, shown(path), suffix(path))


def _guarded(stream: BinaryIO, origin: str, ending: str) -> Items:
    """The articles of an open file; an error while reading is a problem."""
    try:
        head = stream.read(_HEAD)
        if not head:
            yield Problem(origin, "is empty")
            return
        chosen = _choose(head, ending)
        yield from chosen.read(_rewound(head, stream), origin)
    except NotTextError as error:
        yield Problem(origin, str(error))
    except OSError as error:
        yield Problem(origin, why(error))


def _choose(head: bytes, ending: str) -> Format:
    """The format for a file: by its suffix, else by its first bytes. Raises NotTextError if there is none."""
    if wide_encoding(head) is None:
        refuse_binary(head)
    for one in formats():
        if ending in one.suffixes:
            return one
    for one in formats():
        if one.sniff(head):
            return one
    raise NotTextError("is in no format that can be read; save its text as a .txt file")


def _rewound(head: bytes, stream: BinaryIO) -> io.BufferedReader:
    """The stream as if its first bytes had not been read."""
    return io.BufferedReader(_Rewound(head, stream), 256 * 1024)


class _Rewound(io.RawIOBase):
    """Bytes already read, then the rest of a stream, which is not closed with this."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        data = self._head[:size] if self._head else self._stream.read(size)
        self._head = self._head[size:]
        buffer[: len(data)] = data
        return len(data)
