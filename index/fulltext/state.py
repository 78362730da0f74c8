"""What a full-text index should hold, in a small file beside it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

STATE_NAME = "state.json"

FORMAT = 2
"""The version of what is indexed and how; another version is built again."""


@dataclass(frozen=True, slots=True)
class FileState:
    """The size of a file in bytes and the BLAKE2 digest of its contents."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class IndexState:
    """The last commit: its number, its articles, its files, and the archive that it belongs to.

    ``revision`` is that of the archive up to which changes of its articles are indexed.
    """

    archive: str
    generation: int
    last_id: int
    count: int
    files: Mapping[str, FileState]
    revision: int = 0


def read_state(directory: Path) -> IndexState | None:
    """The state of the index in a directory; None when it is missing, damaged or of another version."""
    try:
        data = json.loads((directory / STATE_NAME).read_bytes())
        if data.pop("format") != FORMAT:
            return None
        files = {str(name): FileState(int(f["size"]), str(f["digest"])) for name, f in data["files"].items()}
        return IndexState(
            str(data["archive"]),
            int(data["generation"]),
            int(data["last_id"]),
            int(data["count"]),
            files,
            int(data.get("revision", 0)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_state(directory: Path, state: IndexState) -> None:
    """Replace the state; it is on disk when this returns."""
    temporary = directory / (STATE_NAME + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, **asdict(state)}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(directory / STATE_NAME)
    sync(directory)


def sync(path: Path) -> None:
    """Have a file or the entries of a directory written to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def measure(directory: Path, names: Iterable[str], known: Mapping[str, FileState]) -> dict[str, FileState]:
    """The states of files; those that are ``known`` and have kept their size are not read again."""
    states = {}
    for name in names:
        path = directory / name
        size = path.stat().st_size
        if name in known and known[name].size == size:
            states[name] = known[name]
        else:
            sync(path)
            states[name] = FileState(size, digest(path))
    return states


def digest(path: Path) -> str:
    """The BLAKE2 digest of a file's contents."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()
