"""The queries: drawn by how many documents have each word, or those of the directory that is named."""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from tests.bench.search.corpus import VARIABLE
from tests.bench.search.model import Document, Query

EACH = 40
"""Queries of a class."""

RARE, MEDIUM, FREQUENT, PAIR = (0.0006, 0.002), (0.01, 0.05), (0.15, 0.5), (0.004, 0.05)
"""The bands, each the least and greatest share of the documents."""

_PAIRS_FROM = 10  # pairs of words are counted in every tenth document only
_SHORTEST = 4
_WORD = re.compile(r"[a-z]+")
_STOP = frozenset(
    re.findall(
        r"\w+",
        """
a an and are as at be by can for from have if in is it may not of on or tbd that the this to us we
when will with yet you your had has was were been its their they which who would also more than
after about over up out he she his her one two but into other new
""",
    )
)
_NAMES = {
    "rare1": "rare",
    "freq1": "frequent",
    "daterange": "dates",
    "facet": "facet",
    "sortdate": "newest",
}
Queries = dict[str, list[Query]]


def named_queries() -> Queries | None:
    """The queries of ``queries.json`` in the directory that the environment names, if it is there."""
    named = os.environ.get(VARIABLE)
    if not named or not (Path(named) / "queries.json").is_file():
        return None
    return read(json.loads((Path(named) / "queries.json").read_text("utf-8")))


def read(found: Mapping[str, Sequence[Sequence[str | int]]]) -> Queries:
    """Queries out of a table of classes; half-typed words are made of the frequent ones."""
    queries: Queries = {}
    for name, rows in found.items():
        kind = _NAMES.get(name, name)
        queries[kind] = [
            Query(
                kind,
                tuple(part for part in row if isinstance(part, str)),
                next((part for part in row if isinstance(part, int)), 0),
            )
            for row in rows
        ]
    queries["typed"] = half_typed([query.words[0] for query in queries["frequent"]])
    return queries


def half_typed(words: Sequence[str]) -> list[Query]:
    """What is typed first of frequent words: 1, 2, 3 and 4 letters by turns."""
    return [Query("typed", (words[n % len(words)][: n % 4 + 1],)) for n in range(EACH)]


def draw(documents: Iterable[Document], seed: int = 42) -> Queries:
    """EACH queries of each class, of some 1,000 documents or more; raises ValueError for too few words."""
    rng = random.Random(seed)  # noqa: S311
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    count = 0
    for document in documents:
        count += 1
        found = _WORD.findall(document.body.lower())
        words.update(set(found))
        if count % _PAIRS_FROM == 0:
            pairs.update(set(pairwise(found)))
    rare, medium, frequent = (_band(rng, words, count, band) for band in (RARE, MEDIUM, FREQUENT))
    phrases = sorted(
        pair
        for pair, n in pairs.items()
        if PAIR[0] <= n * _PAIRS_FROM / count <= PAIR[1] and all(map(_telling, pair))
    )
    rng.shuffle(phrases)
    for what, some in (("rare", rare), ("medium", medium), ("frequent", frequent), ("pairs", phrases)):
        if len(some) < 8:
            raise ValueError(f"there are but {len(some)} {what} words in {count} documents; draw from more")
    return _queries(rare, medium, frequent, phrases)


def _telling(word: str) -> bool:
    """Whether somebody would look for a word."""
    return len(word) >= _SHORTEST and word not in _STOP


def _band(rng: random.Random, words: Counter[str], count: int, band: tuple[float, float]) -> list[str]:
    """The words that a share of the documents within a band has, in any order."""
    low, high = band
    chosen = sorted(word for word, n in words.items() if low <= n / count <= high and _telling(word))
    rng.shuffle(chosen)
    return chosen


def _queries(
    rare: Sequence[str], medium: Sequence[str], frequent: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> Queries:
    """Queries of words by how frequent they are."""

    def r(at: int) -> str:
        return rare[at % len(rare)]

    def m(at: int) -> str:
        return medium[at % len(medium)]

    def f(at: int) -> str:
        return frequent[at % len(frequent)]

    rows: dict[str, list[tuple[str, ...]]] = {
        "rare": [(r(n),) for n in range(EACH)],
        "frequent": [(f(n),) for n in range(EACH)],
        "and2": [(m(n), f(n)) for n in range(EACH)],
        "and3": [(m(n), m(n + 100), f(n + 7)) for n in range(EACH)],
        "or2": [(m(n + 50), f(n + 3)) for n in range(EACH)],
        "or3": [(m(n + 150), m(n + 250), f(n + 11)) for n in range(EACH)],
        "phrase": [tuple(pairs[n % len(pairs)]) for n in range(EACH)],
        "prefix": [(m(n + 30)[:4],) for n in range(EACH)],
        "fuzzy": [(_misspelt(m(n + 10)),) for n in range(EACH)],
        "facet": [(f(n),) for n in range(EACH)],
        "newest": [(f(n + 5),) for n in range(EACH)],
    }
    queries = {kind: [Query(kind, words) for words in some] for kind, some in rows.items()}
    queries["typed"] = half_typed([f(n) for n in range(EACH)])
    queries["dates"] = [Query("dates", (f(n),), 2007 + n % 17) for n in range(EACH)]
    return queries


def _misspelt(word: str) -> str:
    """A word with its fourth letter wrong."""
    word = word if len(word) > 5 else word + "ing"
    return word[:3] + ("x" if word[3] != "x" else "y") + word[4:]
