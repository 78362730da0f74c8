"""The files that paths name: folders are walked in order, and what is no file is a problem."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from index.models import Problem
from index.text import clean_line


def shown(path: Path) -> str:
    """Return the name of a path as messages show it: one clean line."""
    return clean_line(str(path))


def why(error: OSError) -> str:
    """Return the reason of a failed file operation as words, without the path."""
    return f"cannot be read: {clean_line(error.strerror or str(error) or 'unknown error').lower()}"


def walk(path: Path) -> Iterator[Path | Problem]:
    """Yield the regular files that a path names, itself or, for a folder, all below it in order of name.

    Inside folders, hidden files and folders are skipped, and a folder reached twice (by a symbolic
    link) is read once. What is neither file nor folder, cannot be read or does not exist is a problem.
    """
    seen: set[tuple[int, int]] = set()
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
        if stat.S_ISREG(status.st_mode):
            yield place
        else:
            yield Problem(shown(place), f"is a {_kind(status.st_mode)}, not a file")


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
