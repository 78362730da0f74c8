"""A small full-text index with two segments and deletions, and what it must answer."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.fulltext.catalogue import Catalogue, write
from index.fulltext.engine import FullText, Health
from index.fulltext.errors import DamagedIndexError
from index.fulltext.search.facets import Facet
from index.models import Sort
from index.query import parse
from index.query.nodes import Node
from tests.unit.invented import documents

ARCHIVE = "7d0f8a52-0000-4000-8000-000000000000"
REVISION = 5

Question = Callable[[FullText], object]


def begin(directory: Path, archive: str = ARCHIVE) -> FullText:
    """An empty index in a directory that is made."""
    directory.mkdir(parents=True)
    write(directory, Catalogue(0, (), archive))
    return FullText(directory, archive)


def fill(directory: Path, count: int = 24, words: int = 40) -> FullText:
    """An index of two segments; of the first one some articles are replaced in the second."""
    index = begin(directory)
    made = documents(count, words=words)
    first, second = made[: count * 2 // 3], made[count * 2 // 3 :]
    again = [replace(each, title="Again", text="Again\n\n" + each.text) for each in first[1:6:2]]
    index.add(first, revision=3)
    index.add([*second, *again], replaced={each.article_id for each in again}, revision=REVISION)
    return index


def node(query: str) -> Node:
    """The tree of a query."""
    found = parse(query).node
    assert found is not None
    return found


@cache
def questions(words: int = 40) -> dict[str, Question]:
    """What is asked of the index, by names."""
    common = " ".join(each.text for each in documents(24, words=words)).replace(".", " ").split()
    frequent = sorted(set(common), key=lambda word: (-common.count(word), word))
    plain = [word for word in frequent if word.isascii() and word.isalpha() and len(word) > 2]
    first, second, rare = plain[0], plain[1], plain[-1]
    phrase = " ".join(common[4:6])
    queries = [
        *plain[:12],
        rare,
        f"{first} {second}",
        f"{first} OR {rare}",
        f"NOT {first}",
        f'"{phrase}"',
        f"title:{first}",
        f"={second}",
        f"{first[:2]}*",
        f"{plain[3]}x~",
        "has:quotes",
        "date:2024-01-03..2024-01-20",
        "source:crane",
        "again",
    ]
    found: dict[str, Question] = {}
    for at, query in enumerate(queries):
        tree = node(query)
        for sort in Sort if at < 2 else (Sort.RELEVANCE,):
            found[f"{query} {sort}"] = _page(tree, sort)
    for facet in Facet:
        found[f"count by {facet}"] = _counts(facet)
    found["signatures"] = lambda index: index.signatures(range(1, 25))
    found["articles"] = lambda index: sorted(index.article_ids())
    return found


def _page(tree: Node, sort: Sort) -> Question:
    """What asks for the first page of a query."""
    return lambda index: index.page(tree, sort, 10)


def _counts(facet: Facet) -> Question:
    """What asks for the counts of a facet in all articles."""
    return lambda index: sorted(index.count_by(None, facet, 50))


def answers(index: FullText) -> dict[str, object]:
    """The answers of an index that is whole."""
    return {name: question(index) for name, question in questions().items()}


@dataclass(frozen=True)
class Outcome:
    """What an index answers: to which questions wrongly, and whether damage is told of anywhere."""

    wrong: tuple[str, ...] = ()
    noticed: bool = True


def outcome(directory: Path, right: Mapping[str, object], *, archive: str = ARCHIVE) -> Outcome:
    """Ask an index everything; what it raises but for damage comes up.

    An index that says of itself that it is missing, damaged or behind is not searched before it is repaired.
    """
    index = FullText(directory, archive)
    try:
        status = index.status()
        if status.health is not Health.READABLE or status.revision != REVISION:
            return Outcome()
        wrong, noticed = [], False
        for name, question in questions().items():
            try:
                if question(index) != right[name]:
                    wrong.append(name)
            except DamagedIndexError:
                noticed = True
        return Outcome(tuple(wrong), noticed)
    finally:
        index.close()


def flipped(data: bytes, at: int, pattern: int) -> bytes:
    """Bytes of which one has some bits turned over."""
    return data[:at] + bytes([data[at] ^ pattern]) + data[at + 1 :]


def padding(path: Path) -> set[int]:
    """The offsets between the sections of a file, which nothing reads."""
    if path.suffix == ".toc":
        return set()
    data = path.read_bytes()
    at, length, _, _ = struct.unpack("=QII8s", data[-24:])
    sections = json.loads(data[at : at + length])["sections"].values()
    used = {offset for start, size, _ in sections for offset in range(start, start + size)}
    return set(range(16, at)) - used


def files(directory: Path) -> list[Path]:
    """The files of an index without its lock."""
    return sorted(each for each in directory.iterdir() if not each.name.endswith("LOCK"))


def copy(source: Path, target: Path) -> Path:
    """A copy of a directory in place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target
