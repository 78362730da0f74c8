from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from index import counting
from index.archive import open_archive
from index.errors import QueryError
from index.fulltext.document import Document
from index.fulltext.indexing import _documents
from index.fulltext.search.snapshot import Snapshot
from index.local import LocalArchive
from index.models import Facet, FacetCount, Label
from index.storage.facets import EntityFacets
from tests.unit.archive_support import make_archive
from tests.unit.index_support import begin, node
from tests.unit.naming_support import Named, archive_of, article

ANN = Named("Ann Holt", says="We stay for now")
ANNE = Named("Anne Holt", says="We go at once")
BEN = Named("Ben Rask", says="It is raining")
DAN = Named("Dan Vey")
BOARD = Named("Harbour Board", label=Label.ORG, says="It is shut")
UNION = Named("Dockers Union", label=Label.ORG)
BAY = Named("Calder Bay", label=Label.PLACE)

ARTICLES = [
    (ANN, BEN, BAY),
    (ANN, BOARD, BAY),
    (ANNE, BEN, BOARD),
    (ANNE, DAN, UNION),
    (ANN, ANNE, BEN),
    (BEN, DAN, UNION, BAY),
    (DAN, BOARD, BAY),
    (ANN, BEN, BAY),
]


@pytest.fixture(params=["keeper", "reader"])
def archive(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[LocalArchive]:
    """An archive as one opens it who may write to it, or may not."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # each article must say something else, or it is not added again
    keeper = archive_of(
        tmp_path / "a",
        *(article(*named, Named(f"Number {at}", label=Label.MISC)) for at, named in enumerate(ARTICLES)),
    )
    keeper.prepare_search()
    archive = keeper
    if request.param == "reader":
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", lambda *_: False)
            archive = open_archive(keeper.path)
    yield archive
    archive.close()
    keeper.close()


Count = Callable[..., dict[str, int]]


@pytest.fixture(params=["store", "index"])
def count(request: pytest.FixtureRequest, archive: LocalArchive, monkeypatch: pytest.MonkeyPatch) -> Count:
    """Counts with their names, by either way of counting."""
    monkeypatch.setattr(counting, "FEW", 0 if request.param == "index" else 1000)
    monkeypatch.setattr(counting, "_PART", 1 if request.param == "index" else 1 / 1000)

    def counts(facet: Facet, query: str = "", limit: int = 10) -> dict[str, int]:
        found = archive.facets(query, facet, limit=limit)
        assert [each.count for each in found] == sorted((each.count for each in found), reverse=True)
        assert all(each.entity_id is not None for each in found)
        return {each.value: each.count for each in found}

    return counts


def id_of(archive: LocalArchive, name: str) -> int:
    return archive.entities_named(name)[0].entity_id


def test_entities_are_counted_by_articles(count: Count) -> None:
    assert count(Facet.PERSON) == {"Ben Rask": 5, "Ann Holt": 4, "Anne Holt": 3, "Dan Vey": 3}
    assert count(Facet.SPEAKER) == {"Ben Rask": 5, "Ann Holt": 4, "Anne Holt": 3, "Harbour Board": 3}
    assert count(Facet.ORG) == {"Harbour Board": 3, "Dockers Union": 2}
    assert count(Facet.PLACE) == {"Calder Bay": 5}
    assert count(Facet.PERSON, limit=1) == {"Ben Rask": 5}
    assert count(Facet.PERSON, limit=0) == {}
    assert count(Facet.PLACE, limit=1 << 60) == {"Calder Bay": 5}


def test_only_articles_that_match_are_counted(count: Count) -> None:
    assert count(Facet.PERSON, 'place:"calder bay"') == {"Ben Rask": 3, "Ann Holt": 3, "Dan Vey": 2}
    assert count(Facet.SPEAKER, "raining") == {
        "Ben Rask": 5,
        "Ann Holt": 3,
        "Anne Holt": 2,
        "Harbour Board": 1,
    }
    assert count(Facet.PERSON, "nosuchword") == {}


def test_entities_are_whom_users_take_them_to_be(archive: LocalArchive, count: Count) -> None:
    archive.merge(id_of(archive, "Ann Holt"), id_of(archive, "Anne Holt"))
    assert count(Facet.PERSON) == {"Ann Holt": 6, "Ben Rask": 5, "Dan Vey": 3}
    assert count(Facet.SPEAKER)["Ann Holt"] == 6
    assert count(Facet.PERSON, "raining") == {"Ben Rask": 5, "Ann Holt": 4, "Dan Vey": 1}
    archive.reject(id_of(archive, "Ben Rask"))
    assert count(Facet.PERSON) == {"Ann Holt": 6, "Dan Vey": 3}
    archive.relabel(id_of(archive, "Dockers Union"), Label.PLACE)
    assert count(Facet.PLACE) == {"Calder Bay": 5, "Dockers Union": 2}
    assert count(Facet.ORG) == {"Harbour Board": 3}
    archive.rename(id_of(archive, "Dan Vey"), "Daniel Vey")
    assert count(Facet.PERSON) == {"Ann Holt": 6, "Daniel Vey": 3}
    archive.split(id_of(archive, "Ann Holt"), "Anne Holt")
    assert count(Facet.PERSON) == {"Ann Holt": 4, "Anne Holt": 3, "Daniel Vey": 3}
    for _ in range(5):
        archive.undo()
    assert count(Facet.PERSON) == {"Ben Rask": 5, "Ann Holt": 4, "Anne Holt": 3, "Dan Vey": 3}


def test_speakers_are_whom_users_take_them_to_be(archive: LocalArchive, count: Count) -> None:
    ben, dan = id_of(archive, "Ben Rask"), id_of(archive, "Dan Vey")
    quotes = {each.article.id: each.quote.id for each in archive.quotes(speaker_id=ben)}
    assert None not in quotes.values()
    archive.attribute(quotes[1] or 0, dan)
    archive.attribute(quotes[3] or 0, "Eva Lund")
    archive.unquote(quotes[5] or 0)
    found = {"Ann Holt": 4, "Anne Holt": 3, "Harbour Board": 3, "Ben Rask": 2, "Dan Vey": 1, "Eva Lund": 1}
    assert count(Facet.SPEAKER) == found
    for each in archive.quotes(by="Harbour Board"):
        archive.unquote(each.quote.id or 0)
    assert count(Facet.SPEAKER) == {
        name: articles for name, articles in found.items() if name != "Harbour Board"
    }
    for _ in range(6):
        archive.undo()
    assert count(Facet.SPEAKER) == {"Ben Rask": 5, "Ann Holt": 4, "Anne Holt": 3, "Harbour Board": 3}


def test_sources_and_months_are_counted(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    months = [(each.value, each.count) for each in archive.facets("", Facet.MONTH)]
    assert months == [("2024-04", 1), ("2023-11", 1), ("2022", 1), ("", 1)]
    assert len(archive.facets("", Facet.MONTH, limit=2)) == 2
    sources = [(each.value, each.count) for each in archive.facets("crane", Facet.SOURCE)]
    assert sources == [("", 1), ("Calder Bay Herald", 1)]
    with pytest.raises(QueryError):
        archive.facets('"open', Facet.SOURCE)
    assert archive.facets('"old cr', Facet.SOURCE, typing=True)
    archive.close()


def test_names_find_again_whom_a_reader_rejects_and_takes_back(archive: LocalArchive) -> None:
    archive.reject(id_of(archive, "Ben Rask"))
    assert archive.search('person:"ben rask"').total == 0
    archive.undo()
    assert archive.search('person:"ben rask"').total == 5
    assert archive.search('by:"ben rask"').total == 5


def seldom(path: Path) -> LocalArchive:
    """An archive with an index of three segments: two articles name Ann, in one; three name Ben, one in each.

    Dan is named in one article of all.
    """
    everybody = [(ANN,), (ANN,), (BEN, DAN), (BEN,), (BEN,)]
    archive = archive_of(
        path, *(article(*named, Named(f"No {at}", label=Label.MISC)) for at, named in enumerate(everybody))
    )
    store = archive._store
    with archive._searcher.fulltext().rebuilt() as index:
        for numbers in ((1, 2, 3), (4,), (5,)):
            index.add(_documents(store, iter(store.articles(numbers).values())))
        index.adopt(store.revision)
    return archive


@pytest.mark.parametrize("facet", [Facet.PERSON, Facet.SPEAKER])
@pytest.mark.parametrize("few", [0, 1000])
def test_who_is_in_one_article_of_each_segment_is_counted_however_many_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, facet: Facet, few: int
) -> None:
    monkeypatch.setattr(counting, "FEW", few)
    archive = seldom(tmp_path / "a")
    assert len(list((archive.path / "whoosh").glob("*.trm"))) == 3
    for query in ("", "raining OR stay OR news"):
        for limit in (1, 2):
            assert [(each.value, each.count) for each in archive.facets(query, facet, limit=limit)] == [
                ("Ben Rask", 3),
                ("Ann Holt", 2),
            ][:limit]
    archive.close()


def test_who_is_in_one_article_of_all_is_counted_where_few_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = seldom(tmp_path / "a")
    found = [("Ben Rask", 3), ("Ann Holt", 2), ("Dan Vey", 1)]
    assert [(each.value, each.count) for each in archive.facets("", Facet.PERSON)] == found
    monkeypatch.setattr(counting, "FEW", 5)
    assert [(each.value, each.count) for each in archive.facets("", Facet.PERSON)] == found[:2]
    archive.close()


@pytest.mark.parametrize("most", [1, 2, 3, 5, 8, 13, 20, 40, 80, 120, 1000])
def test_the_index_counts_all_who_are_in_two_articles_whatever_the_segments(
    tmp_path: Path, most: int
) -> None:
    rng = random.Random(most)  # noqa: S311
    index = begin(tmp_path / "whoosh")
    persons: dict[int, list[int]] = {}
    gone = {7, 8, 9}
    for size in (130, 40, 12, 3, 1):
        numbers = range(len(persons) + 1, len(persons) + size + 1)
        persons |= {number: [int(rng.paretovariate(0.6)) % 1000 for _ in range(4)] for number in numbers}
        index.add(
            [
                Document(
                    each, 0, "", f"crane {'tug' if each % 3 else ''}", entities={"persons": persons[each]}
                )
                for each in numbers
            ],
            replaced=gone if size == 1 else (),
        )
    assert len(Snapshot(tmp_path / "whoosh").segments) == 5
    known = Counter(chain.from_iterable(set(each) for each in persons.values()))
    for query, matching in (("crane", 1), ("tug", 3)):
        counts = Counter(
            chain.from_iterable(
                set(each)
                for at, each in persons.items()
                if at not in gone and (matching == 1 or at % matching)
            )
        )
        wanted = sorted(((each, count) for each, count in counts.items() if known[each] > 1), key=_first)
        found = index.count_by(node(query), Facet.PERSON, most)
        assert [(int(each), count) for each, count in found] == wanted[:most]


def test_of_entities_in_as_many_articles_those_of_the_lowest_numbers_come_first(tmp_path: Path) -> None:
    index = begin(tmp_path / "whoosh")
    index.add([Document(at, 0, "", "crane", entities={"persons": [10, 9, 100, 8]}) for at in (1, 2)])
    assert index.count_by(node("crane"), Facet.PERSON, 1) == [("8", 2)]
    assert index.count_by(node("crane"), Facet.PERSON, 3) == [("8", 2), ("9", 2), ("10", 2)]


def _first(counted: tuple[int, int]) -> tuple[int, int]:
    """By what entities are put in order."""
    return -counted[1], counted[0]


@pytest.mark.parametrize(("limit", "asked"), [(1, False), (3, False), (4, True), (9, True)])
def test_the_store_is_asked_unless_the_last_of_all_wanted_is_in_two_articles(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: int, asked: bool
) -> None:
    calls: list[Facet] = []
    really = EntityFacets.top

    def top(self: EntityFacets, facet: Facet, *rest: Any) -> list[FacetCount]:
        calls.append(facet)
        return really(self, facet, *rest)

    everybody = [(Named("Eva Lund"), BEN), *ARTICLES]
    archive = archive_of(
        tmp_path / "a",
        *(article(*named, Named(f"Number {at}", label=Label.MISC)) for at, named in enumerate(everybody)),
    )
    archive.prepare_search()
    monkeypatch.setattr(EntityFacets, "top", top)
    wanted = [("Ben Rask", 6), ("Ann Holt", 3), ("Anne Holt", 2), ("Eva Lund", 1), ("Dan Vey", 1)]
    found = [(each.value, each.count) for each in archive.facets("raining", Facet.PERSON, limit=limit)]
    assert sorted(found) == sorted(wanted[:limit]), "of equal ones those of the lowest numbers"
    assert bool(calls) == asked
    calls.clear()
    monkeypatch.setattr(counting, "FEW", 1)
    assert len(archive.facets("raining", Facet.PERSON, limit=limit)) == min(limit, 4)
    assert calls == []
    archive.close()
