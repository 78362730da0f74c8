"""What can be wrong with a full-text index: it is damaged, or the system does not let it be read or built."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError


class DamagedIndexError(Exception):
    """The index cannot be read; it is to be built again from the store."""


class UnreadableIndexError(ArchiveError):
    """The system does not let a file of the index be read; building the index again would not help."""


class UnbuiltIndexError(ArchiveError):
    """The system does not let the index be built or brought up to date, as on a full disk."""


UNEXPECTED = (IndexError, ValueError, OverflowError)
"""What numbers raise that lead nowhere: of a damaged file, or of a mistake in this program."""

_OF_THE_FILE = frozenset(
    {None, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV}
)
_ADVICE = {
    errno.EACCES: "see to its permissions, or ask the owner of the archive",
    errno.EPERM: "see to its permissions, or ask the owner of the archive",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n) and try again",
    errno.ENFILE: "too many files are open; end other programs and try again",
    errno.ENOMEM: "there is too little memory; end other programs and try again",
    errno.EIO: "the disk may be failing: make a copy of the archive, and search that",
}


def is_of_the_file(error: OSError) -> bool:
    """Whether an error of opening tells of the file, which is missing or none, and not of the system."""
    return error.errno in _OF_THE_FILE


def unreadable(path: Path, error: OSError) -> DamagedIndexError | UnreadableIndexError:
    """What it means that a file or the directory of an index cannot be read."""
    if is_of_the_file(error):
        return DamagedIndexError(f"{path.name} cannot be read ({error})")
    advice = _ADVICE.get(error.errno or 0, "try again; if that does not help, see to the disk")
    return UnreadableIndexError(f"{path} cannot be read ({error.strerror}): {advice}")


@contextmanager
def readable(damage: Callable[[], Sequence[str]]) -> Iterator[None]:
    """Raise DamagedIndexError for UNEXPECTED errors where ``damage`` finds some; others stay what they are.

    ``damage`` says what of an index is not as it was written, as FullText.damage does.
    """
    try:
        yield
    except UNEXPECTED as error:
        if found := damage():
            raise DamagedIndexError(found[0]) from error
        raise
