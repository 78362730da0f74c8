"""The files that paths name: folders are walked in order, and what is no file is a problem."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from index.models import Problem
from index.text import clean_line

# What follows the last dot of a title ("Talks with Mr. Xi go on", "Version 2.0") is no suffix.
_SUFFIX = re.compile(r"\.(?=[^.]*[^\W\d_])[^\s.]{1,12}")
_SHOWN_SUFFIXES = 8
_NAMED = 20
"""How many files of no known format are named one by one."""


def shown(path: Path) -> str:
    """Return the name of a path as messages show it: one clean line."""
    return clean_line(str(path))


def why(error: OSError) -> str:
    """Return the reason of a failed file operation as words, without the path."""
    return f"cannot be read: {clean_line(error.strerror or str(error) or 'unknown error').lower()}"


def walk(path: Path, suffixes: Collection[str]) -> Iterator[Path | Problem]:
    """Yield the regular files that a path names, itself or, for a folder, all below it in order of name.

    Inside folders, hidden files and folders are skipped, a folder reached twice (by a symbolic link) is
    read once, and files whose ending is not among `suffixes` (lower case, with the dot; "" for none)
    are left out: a problem each, and of many one at the end that counts them all. What is neither file
    nor folder, cannot be read or does not exist is a problem.
    """
    seen: set[tuple[int, int]] = set()
    others: Counter[str] = Counter()
    waiting = [path]
    while waiting:
        place = waiting.pop()
        try:
            status = place.stat()
            if stat.S_ISDIR(status.st_mode):
                folder = (status.st_dev, status.st_ino)
                if folder not in seen:
                    seen.add(folder)
                    waiting.extend(_entries(place))
                continue
        except (OSError, ValueError) as error:
            yield Problem(shown(place), _missing(place, error))
            continue
        if not stat.S_ISREG(status.st_mode):
            yield Problem(shown(place), f"is a {_kind(status.st_mode)}, not a file")
        elif place is path or suffix(place) in suffixes:
            yield place
        else:
            others[suffix(place)] += 1
            if others.total() <= _NAMED:
                yield Problem(shown(place), "is of no format that is read by its name; name it to try it")
    if others.total() > _NAMED:
        yield Problem(shown(path), _left_out(others))


def suffix(path: Path) -> str:
    """Return the ending of a file's name in lower case with its dot, or "" if it has none."""
    return path.suffix.lower() if _SUFFIX.fullmatch(path.suffix) else ""


def _left_out(others: Counter[str]) -> str:
    """How many files a folder holds that are not read by their names, and the most frequent endings."""
    count = others.total()
    names = [shown(Path(name)) for name, _ in others.most_common(_SHOWN_SUFFIXES)]
    more = ", …" if len(others) > _SHOWN_SUFFIXES else ""
    return f"{count} files are of no format that is read by its name: {', '.join(names)}{more}"


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder and is not hidden, in reverse order of name."""
    entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    return sorted(entries, key=lambda entry: os.fsencode(entry.name), reverse=True)


def _missing(path: Path, error: OSError | ValueError) -> str:
    """Why a path leads to nothing."""
    if isinstance(error, ValueError):
        return "is not a possible file name"
    if isinstance(error, FileNotFoundError):
        return "is a link to nothing" if path.is_symlink() else "does not exist"
    return why(error)


def _kind(mode: int) -> str:
    """The name of what is neither file nor folder."""
    if stat.S_ISFIFO(mode):
        return "pipe"
    if stat.S_ISSOCK(mode):
        return "socket"
    return "device"
