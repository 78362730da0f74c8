from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.fulltext.catalogue import file_name, latest_generation
from index.fulltext.document import Document
from index.fulltext.documents import make_document
from index.fulltext.engine import FullText, Health
from index.fulltext.errors import DamagedIndexError
from index.fulltext.lru import SizedCache
from index.fulltext.search.expansion import MOST_EXPANSIONS
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.whoosh_index import append, create, current_files
from index.local import LocalArchive
from index.models import Article, PartialDate, Sort
from index.query import matches_text, parse
from index.query.terms import term_texts
from tests.unit.archive_support import make_archive


def document(number: int, text: str, title: str = "", date: int = 0) -> Document:
    whole = f"{title}\n\n{text}" if title else text
    when = PartialDate(date // 10000 or None, date // 100 % 100 or None, date % 100 or None)
    start = len(title) + 2 if title else 0
    return make_document(Article(number, title, whole, start, None, None, when, None, None, 0), ())


def filled(path: Path, *commits: list[Document]) -> FullText:
    path.mkdir(parents=True, exist_ok=True)
    create(path, "archive")
    index = FullText(path, "archive")
    for documents in commits:
        index.add(documents)
    return index


def ids(index: FullText, query: str, sort: Sort = Sort.RELEVANCE) -> list[int]:
    node = parse(query).node
    assert node is not None
    return [number for number, _ in index.page(node, sort, 1000).hits]


def test_numbers_hold_across_commits_and_merges(tmp_path: Path) -> None:
    index = filled(tmp_path / "w")
    for number in range(1, 30):
        index.add([document(number, f"crane word{number}", date=20240100 + number)])
        assert ids(index, f"word{number}") == [number]
    assert len(list((tmp_path / "w").glob("*.trm"))) < 12
    assert sorted(ids(index, "crane")) == list(range(1, 30))
    assert ids(index, "crane", Sort.NEWEST)[:2] == [29, 28]
    assert ids(index, "crane", Sort.OLDEST)[:2] == [1, 2]
    assert ids(index, "date:2024-01-07") == [7]
    status = index.status()
    assert (status.health, status.count, status.last_id) == (Health.READABLE, 29, 29)
    assert index.damage() == []


def test_a_title_weighs_more_and_length_counts(tmp_path: Path) -> None:
    index = filled(
        tmp_path / "w",
        [
            document(1, "the harbour is old and so is a crane " + "filler " * 30),
            document(2, "the harbour is old " + "filler " * 30, "Crane"),
            document(3, "a crane"),
        ],
    )
    assert ids(index, "crane") == [2, 3, 1]


def test_title_queries_look_at_the_title_alone(tmp_path: Path) -> None:
    index = filled(
        tmp_path / "w",
        [document(1, "old cranes", "New tunnel opens"), document(2, "tunnel", "Old cranes fall")],
    )
    assert ids(index, "title:tunnel") == [1]
    assert ids(index, 'title:"old cranes"') == [2]
    assert ids(index, 'title:"cranes fall old"') == []
    assert ids(index, "title:tunn*") == [1]
    assert ids(index, "title:crnaes~") == [2]
    assert ids(index, 'title:"opens old"') == []


def test_a_beginning_stands_for_all_words_but_while_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [document(n, f"aa{n:04} " + "aacommon") for n in range(1, MOST_EXPANSIONS + 40)]
    index = filled(tmp_path / "w", many)
    assert len(index.words().starting("aa0", 1000)) == len(many)
    assert len(ids(index, "aa0*")) == len(many)
    typed = parse("aa0", typing=True).node
    assert typed is not None
    assert index.page(typed, Sort.RELEVANCE, 5).total == len(many)
    monkeypatch.setattr("index.fulltext.search.expansion.MOST_TYPED", 50)
    index = FullText(tmp_path / "w", "archive")
    assert index.page(typed, Sort.RELEVANCE, 5).total == MOST_EXPANSIONS
    assert len(ids(index, "aa0*")) == len(many)
    assert len(ids(index, "aa*")) == len(many)


WORDS = st.sampled_from(["crane", "cranes", "ship", "shipping", "old", "older", "bay", "new"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
LEAVES = st.one_of(
    WORDS,
    WORDS.map(lambda word: word[:3] + "*"),
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=12), st.lists(QUERIES, min_size=1, max_size=12), st.integers(1, 5)
)
def test_the_index_and_the_reader_agree_on_what_matches(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str], step: int
) -> None:
    documents = [document(number, text) for number, text in enumerate(texts, 1)]
    index = filled(
        tmp_path_factory.mktemp("w"), *(documents[at : at + step] for at in range(0, len(documents), step))
    )
    for query in queries:
        try:
            node = parse(query).node
        except QueryError:
            continue
        wanted = {number for number, text in enumerate(texts, 1) if matches_text(node, text)}
        assert set(ids(index, query)) == wanted, query
    index.close()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_is_indexed_and_found(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    index = filled(tmp_path_factory.mktemp("w"), [document(n, text) for n, text in enumerate(texts, 1)])
    for number, text in enumerate(texts, 1):
        for term in term_texts(text):
            if term.isalpha():
                assert number in ids(index, term)
    index.close()


def test_long_articles_keep_their_positions(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "filler " * 70_000 + "old crane")])
    assert ids(index, '"old crane"') == [1]
    assert ids(index, '"crane old"') == []


def test_an_open_reader_keeps_its_state_and_a_search_sees_the_next(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane")])
    snapshot = Snapshot(tmp_path / "w")
    other = FullText(tmp_path / "w", "archive")
    assert ids(other, "crane") == [1]
    index.add([document(2, "crane")])
    assert list(snapshot.article_ids()) == [1]
    assert snapshot.frequency("words", b"crane") == 1
    assert sorted(ids(other, "crane")) == [1, 2]
    with index.rebuilt() as fresh:
        fresh.add([document(3, "crane")])
        fresh.add([document(4, "other")])
    assert ids(other, "crane") == [3]


def test_a_directory_that_has_long_been_the_same_is_not_listed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[Path] = []

    def latest(directory: Path) -> int:
        listed.append(directory)
        return latest_generation(directory)

    monkeypatch.setattr("index.fulltext.engine.latest_generation", latest)
    writer, index = filled(tmp_path / "w", [document(1, "crane")]), FullText(tmp_path / "w", "archive")
    for count in range(1, 4):
        assert ids(index, "crane") == [1]
        assert len(listed) >= count
    os.utime(tmp_path / "w", (0, 0))
    assert ids(index, "crane") == [1]
    listed.clear()
    assert ids(index, "crane") == [1]
    assert listed == []
    writer.add([document(2, "crane")])
    assert sorted(ids(index, "crane")) == [1, 2]


def test_a_rebuild_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane")])
    with suppress(RuntimeError), index.rebuilt() as fresh:
        fresh.add([document(2, "crane")])
        raise RuntimeError
    assert ids(index, "crane") == [1]
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


def test_an_add_that_fails_frees_the_lock(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane")])

    def broken() -> object:
        yield document(2, "crane")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.add(broken())  # type: ignore[arg-type]
    index.add([document(3, "crane")])
    assert sorted(ids(index, "crane")) == [1, 3]


def test_only_the_archive_that_an_index_belongs_to_uses_it(tmp_path: Path) -> None:
    filled(tmp_path / "w", [document(1, "crane")])
    assert FullText(tmp_path / "w", "other").status().health is Health.MISSING


def test_an_index_of_another_version_is_not_used(tmp_path: Path) -> None:
    index = filled(tmp_path / "w", [document(1, "crane")])
    assert index.status().health is Health.READABLE
    path = tmp_path / "w" / file_name(latest_generation(tmp_path / "w"))
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 0}))
    assert FullText(tmp_path / "w", "archive").status().health is Health.DAMAGED


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 3, 2 * len(data) // 3):
        data[at] ^= 0x5A
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_truncate, _zero, _flip, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.trm", "*.pst", "*.pos", "*.doc", "*.toc"])
def test_a_damaged_index_is_noticed_and_built_again(
    tmp_path: Path, damage: Callable[[Path], None], pattern: str
) -> None:
    make_archive(tmp_path / "a").close()
    for path in (tmp_path / "a" / "whoosh").glob(pattern):
        damage(path)
    archive = LocalArchive(tmp_path / "a")
    assert archive.check() != ()
    assert archive.check(repair=True) == ()
    assert archive.search("cranes").total == 2
    archive.close()


@pytest.mark.parametrize("damage", [_truncate, _zero, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.trm", "*.pst", "*.pos", "*.doc", "*.toc"])
def test_a_search_repairs_a_damaged_index_by_itself(
    tmp_path: Path, damage: Callable[[Path], None], pattern: str
) -> None:
    make_archive(tmp_path / "a").close()
    for path in (tmp_path / "a" / "whoosh").glob(pattern):
        damage(path)
    archive = LocalArchive(tmp_path / "a")
    assert archive.search("cranes").total == 2
    assert archive.check() == ()


def test_a_missing_index_is_built_again(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    archive.close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    assert LocalArchive(tmp_path / "a").search("cranes").total == 2


def test_the_files_of_a_commit_are_named(tmp_path: Path) -> None:
    filled(tmp_path / "w", [document(1, "crane")])
    names = current_files(tmp_path / "w")
    assert any(name.endswith(".toc") for name in names)
    assert any(name.endswith(".trm") for name in names)
    append(tmp_path / "w", [document(2, "crane")])
    assert len([name for name in current_files(tmp_path / "w") if name.endswith(".pst")]) == 2


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index = filled(tmp_path / "w")
    assert ids(index, "crane") == ids(index, "NOT crane") == ids(index, '"a b"') == []
    with pytest.raises(DamagedIndexError):
        FullText(tmp_path / "none", "archive").article_ids()


def test_a_cache_forgets_the_oldest() -> None:
    cache: SizedCache[str, int] = SizedCache(10)
    cache.put("a", 1, 4)
    cache.put("b", 2, 4)
    assert cache.get("a") == 1
    cache.put("c", 3, 4)
    assert cache.get("b") is None
    assert (cache.get("a"), cache.get("c")) == (1, 3)
    cache.put("large", 4, 11)
    assert cache.get("large") is None


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"ant bee" OR yak', "yak bee then ant"),
        ("(xen ((ant bee) OR cat)) OR yak", "yak with ant and bee"),
        ("(ant bee) OR yak", "yak and ant"),
    ],
)
def test_words_count_only_where_their_part_of_the_query_matches(
    tmp_path: Path, query: str, text: str
) -> None:
    others = [document(n, words) for n, words in enumerate(["ant bee", "xen cat", "xen ant bee", "dog"], 2)]
    index = filled(tmp_path / "w", [document(1, text), *others])

    def score(asked: str) -> float:
        node = parse(asked).node
        assert node is not None
        return dict(index.page(node, Sort.RELEVANCE, 10).hits)[1]

    assert score(query) == pytest.approx(score("yak"))
