"""Our search against stock Whoosh's BM25F over its own codec: the same best twenty, at one and ten segments.

Documents of one score may come in any order. Beginnings of words are left out: stock scores all that they
find alike, and we stop at the most frequent words.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.fulltext.document import Document
from index.fulltext.engine import FullText
from index.fulltext.segment.fields import STEMS, WORDS
from index.fulltext.whoosh_codec.analysis import analyse
from index.fulltext.whoosh_index import ArrayIndex, create
from index.models import Sort
from index.query.nodes import And, DateRange, Field, Node, Not, Or, Phrase, Word
from tests.unit.invented import documents
from tests.unit.stock_whoosh import TOP, Hits, stock_results

COUNT = 1500
EACH = 40
DELETED = [3, 4, 57, 58, 59, 240, 333, 600, 601, 1499]

Query = tuple[str, Node, list[Any]]
"""The class of a query, the query, and the same for stock Whoosh."""


def _stem(word: str) -> list[Any]:
    """A word by its stem, for stock Whoosh."""
    return ["term", STEMS.name, next(iter(analyse(STEMS, word)))]


def _word(word: str) -> Word:
    return Word(Field.TEXT, word)


def _neighbours(rng: random.Random) -> list[str]:
    """Two different words that stand side by side in some article."""
    while True:
        body = rng.choice(documents(COUNT)).text.split("\n\n")[1].rstrip(".").split()
        at = rng.randrange(len(body) - 1)
        pair = [next(iter(analyse(WORDS, word)), "") for word in body[at : at + 2]]
        if all(pair) and len({_stem(word)[2] for word in pair}) == 2:
            return pair


def _queries() -> list[Query]:
    """Forty of each class, with words of the corpus: frequent ones, rare ones, and neighbours."""
    rng = random.Random(5)  # noqa: S311
    texts = [list(analyse(WORDS, document.text)) for document in documents(COUNT)]
    found: list[Query] = []
    for _ in range(EACH):
        one, two, three, four = rng.sample(rng.choice(texts), 4)
        s1, s2, s3, s4 = (_stem(word) for word in (one, two, three, four))
        pair = _neighbours(rng)
        first, last = 20240100 + rng.randint(1, 12), 20240100 + rng.randint(13, 28)
        span = DateRange(first, last)
        found += [
            ("term", _word(one), s1),
            ("exact", Word(Field.TEXT, two, exact=True), ["term", WORDS.name, two]),
            ("and2", And((_word(one), _word(two))), ["and", s1, s2]),
            ("and3", And((_word(one), _word(two), _word(three))), ["and", s1, s2, s3]),
            ("or2", Or((_word(one), _word(two))), ["or", s1, s2]),
            ("or3", Or((_word(one), _word(two), _word(three))), ["or", s1, s2, s3]),
            ("not", And((_word(one), Not(_word(four)))), ["not", s1, s4]),
            (
                "phrase",
                Phrase(Field.TEXT, tuple(pair)),
                ["filter", ["and", *map(_stem, pair)], ["phrase", WORDS.name, *pair]],
            ),
            ("date", And((_word(three), span)), ["filter", s3, ["date", "date", first, last]]),
            (
                "nested",
                Or((And((_word(one), _word(two))), _word(three))),
                ["or", ["and", s1, s2], s3],
            ),
            (
                "group",
                And((Or((_word(one), _word(two))), Or((_word(three), _word(four))))),
                ["whole", ["and", ["or", s1, s2], ["or", s3, s4]]],
            ),
        ]
    return found


QUERIES = _queries()
KINDS = list(dict.fromkeys(kind for kind, _, _ in QUERIES))


def _commits(segments: int) -> list[Sequence[Document]]:
    made = documents(COUNT)
    size = COUNT // segments
    return [made[at : at + size] for at in range(0, COUNT, size)]


@cache
def _stock(segments: int) -> list[Hits]:
    return stock_results(_commits(segments), DELETED, [spec for _, _, spec in QUERIES])


@pytest.fixture(scope="module", params=[1, 10])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[FullText, list[Hits]]:
    directory = tmp_path_factory.mktemp("parity")
    create(directory, "a")
    index = ArrayIndex(directory)
    for some in _commits(request.param):
        writer = index.writer()
        for document in some:
            writer.add_document(document)
        writer.commit(merge=False)
    writer = index.writer()
    writer.delete_articles(DELETED)
    writer.commit(merge=False)
    assert len(index._read_toc().segments) == request.param
    return FullText(Path(directory), "a"), _stock(request.param)


def _same(found: Sequence[tuple[int, float]], wanted: Hits) -> bool:
    """Whether two lists of hits are the same but for the order of documents of one score."""
    if [score for _, score in found] != pytest.approx([score for _, score in wanted], rel=1e-6):
        return False
    last = wanted[-1][1] if wanted else 0.0
    certain = {article for article, score in wanted if score > last * (1 + 1e-6)}
    return certain <= {article for article, _ in found}


@pytest.mark.parametrize("kind", KINDS)
def test_the_best_twenty_are_those_of_stock_whoosh(both: tuple[FullText, list[Hits]], kind: str) -> None:
    index, stock = both
    some = 0
    for (name, node, spec), wanted in zip(QUERIES, stock, strict=True):
        if name == kind:
            found = index.page(node, Sort.RELEVANCE, TOP).hits
            assert _same(found, wanted), (spec, found, wanted)
            some += len(found)
    assert some > EACH, "the queries of this class find next to nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_pieces_of_the_whole(both: tuple[FullText, list[Hits]], kind: str) -> None:
    index, _ = both
    for name, node, _ in QUERIES:
        if name == kind:
            for sort in Sort:
                whole = index.page(node, sort, 1 << 30)
                assert whole.total == len(whole.hits) == len(index.matching(node))
                pages = [index.page(node, sort, 7, offset).hits for offset in range(0, 40, 7)]
                joined = [hit for page in pages for hit in page]
                assert [article for article, _ in joined] == [article for article, _ in whole.hits[:42]]
