"""What a format is: a name, how its files are told, and a reader of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader

from index.models import Draft, Problem

Items = Iterator[Draft | Problem]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that articles come in; a module of this package offers one as ``FORMAT``.

    ``suffixes`` are lower-case endings of file names, with the dot. ``sniff`` looks at the first bytes
    (at most 4096) of a file that no suffix tells and says whether they are of this format. ``read``
    takes the open file, whose first bytes can be peeked at, and its name for messages, and yields
    articles one at a time; it may raise OSError while reading and NotTextError, and nothing else. A
    format of higher ``rank`` is asked later.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[BufferedReader, str], Items]
    rank: int = 0
