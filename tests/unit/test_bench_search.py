"""The benchmark of search: its documents, queries, figures and tables."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.search import __main__ as command
from tests.bench.search import corpus, language, measure, queries, table
from tests.bench.search.engines.base import TOP, Answer, UnsupportedError, parts
from tests.bench.search.engines.fts5 import Fts5
from tests.bench.search.engines.ours import written
from tests.bench.search.model import CLASSES, Document, Query
from tests.bench.search.run import Result
from tests.bench.search.store import Built, Corpus

COUNT = 600


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.documents(corpus.Own(1), COUNT))


@pytest.fixture(scope="module")
def drawn(documents: list[Document]) -> queries.Queries:
    return queries.draw(documents)


def frequencies(documents: Sequence[Document]) -> Counter[str]:
    """In how many documents each word is."""
    return Counter(word for each in documents for word in set(queries._WORD.findall(each.body.lower())))


def test_a_document_depends_on_seed_and_number_alone(documents: list[Document]) -> None:
    assert corpus.Own(1).document(COUNT) == documents[-1]
    assert corpus.Own(2).document(COUNT) != documents[-1]


def test_documents_are_like_news(documents: list[Document]) -> None:
    sizes = [each.size for each in documents]
    assert 2600 < sum(sizes) / COUNT < 3500
    assert max(sizes) > 3 * min(sizes)
    assert len({each.published.year for each in documents}) >= 19
    assert 30 < len({each.source for each in documents}) <= 120
    assert all(each.title[0].isupper() or each.title[0].isdigit() for each in documents)


def test_words_have_the_frequencies_that_queries_need(documents: list[Document]) -> None:
    words = frequencies(documents)
    within = {
        band: sum(band[0] <= n / COUNT <= band[1] for n in words.values())
        for band in (queries.MEDIUM, queries.FREQUENT)
    }
    assert within[queries.MEDIUM] > 290
    assert within[queries.FREQUENT] > 100
    assert sum(n == 1 for n in words.values()) > 1000


def test_new_words_keep_coming(documents: list[Document]) -> None:
    half, whole = len(frequencies(documents[: COUNT // 2])), len(frequencies(documents))
    assert whole > 1.3 * half


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_invented_words_differ_by_number(one: int, other: int) -> None:
    word = language.invented(one)
    assert word.isalpha()
    assert len(word) < 20
    if abs(one - other) == 1:
        assert word != language.invented(other)


def test_neighbouring_invented_words_differ() -> None:
    assert all(a != b for a, b in pairwise(map(language.invented, range(5000))))


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (language.plural("policy"), "policies"),
        (language.plural("church"), "churches"),
        (language.past("supply"), "supplied"),
        (language.past("delay"), "delayed"),
        (language.going("close"), "closing"),
    ],
)
def test_words_are_inflected(made: str, wanted: str) -> None:
    assert made == wanted


def test_forty_queries_of_each_class_are_drawn(drawn: queries.Queries, documents: list[Document]) -> None:
    assert set(drawn) == set(CLASSES)
    assert {len(some) for some in drawn.values()} == {queries.EACH}
    assert drawn == queries.draw(documents)


def test_queries_are_of_their_bands(drawn: queries.Queries, documents: list[Document]) -> None:
    words = frequencies(documents)
    for query in drawn["frequent"]:
        assert 0.15 <= words[query.words[0]] / COUNT <= 0.5
    for query in drawn["and2"]:
        assert 0.01 <= words[query.words[0]] / COUNT <= 0.05
    texts = [" ".join(queries._WORD.findall(each.body.lower())) for each in documents]
    for query in drawn["phrase"]:
        assert any(" ".join(query.words) in text for text in texts)
    assert not any(words[query.words[0]] for query in drawn["fuzzy"])
    assert {len(query.words[0]) for query in drawn["typed"]} == {1, 2, 3, 4}
    assert {len(query.words[0]) for query in drawn["prefix"]} == {4}
    assert all(2006 <= query.year <= 2025 for query in drawn["dates"])


def test_too_few_documents_are_told(documents: list[Document]) -> None:
    with pytest.raises(ValueError, match="draw from more"):
        queries.draw(documents[:3])


def test_named_generator_and_queries_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus.jsonl").write_text("Harbours are quiet.\n")
    (tmp_path / "gen.py").write_text(
        "from pathlib import Path\n"
        "class Gen:\n"
        "    def __init__(self, corpus, seed):\n"
        "        self.line = Path(corpus).read_text().strip()\n"
        "    def doc(self, i):\n"
        "        return dict(title=f'Day {i}', date='2010-02-03T04:05:00', source='Wire', body=self.line)\n"
    )
    rows = {"freq1": [["harbour"]], "daterange": [["harbour", 2010]], "or2": [["a", "b"]]}
    (tmp_path / "queries.json").write_text(json.dumps(rows))
    monkeypatch.setenv(corpus.VARIABLE, str(tmp_path))
    made = corpus.generator().document(1)
    assert (made.title, made.body, made.published.isoformat()) == (
        "Day 0",
        "Harbours are quiet.",
        "2010-02-03",
    )
    found = queries.named_queries()
    assert found is not None
    assert found["dates"] == [Query("dates", ("harbour",), 2010)]
    assert found["or2"] == [Query("or2", ("a", "b"))]
    assert [query.words[0] for query in found["typed"][:4]] == ["h", "ha", "har", "harb"]
    monkeypatch.delenv(corpus.VARIABLE)
    assert isinstance(corpus.generator(), corpus.Own)
    assert queries.named_queries() is None


def test_kept_documents_are_those_of_the_generator(tmp_path: Path, documents: list[Document]) -> None:
    kept = Corpus(tmp_path, corpus.Own(1), 3)
    part = kept.directory / "documents.jsonl"
    part.parent.mkdir()
    rows = [(d.title, d.body, d.published.toordinal(), d.source) for d in documents[:3]]
    part.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert list(kept.documents()) == documents[:3]


def test_documents_of_another_generator_are_removed(tmp_path: Path) -> None:
    for name in ("own-0-2", "own-0-20", "named-0-2"):
        (tmp_path / name).mkdir()
    kept = Corpus(tmp_path, corpus.Own(1), 2)
    kept.write_documents()
    assert [each.number for each in kept.documents()] == [1, 2]
    assert {path.name for path in tmp_path.iterdir()} == {"own-0-20", "named-0-2", kept.directory.name}


def test_a_kept_index_depends_on_the_code_that_writes_it(tmp_path: Path) -> None:
    kept = Corpus(tmp_path, corpus.Own(1), 3)
    assert kept.index_directory("ours", 1) == kept.index_directory("ours", 1)
    names = {kept.index_directory(name, n).name for name in ("ours", "fts5") for n in (1, 10)}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [
        ([5.0], 0.5, 5),
        ([1, 2, 3], 0.5, 2),
        ([1, 2, 3, 4], 0.5, 2),
        (range(1, 41), 0.5, 20),
        (range(1, 41), 0.95, 38),
        ([3, 1], 1.0, 3),
    ],
)
def test_percentiles_are_by_the_nearest_rank(values: Sequence[float], share: float, wanted: float) -> None:
    assert measure.percentile(values, share) == wanted


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        measure.percentile([], 0.5)


@given(st.integers(1, 10**6), st.integers(1, 50))
def test_parts_add_up(count: int, segments: int) -> None:
    sizes = parts(count, segments)
    assert sum(sizes) == count
    assert len(sizes) == segments
    assert max(sizes) - min(sizes) <= 1


class Counting:
    """An engine that answers with the number of its calls, and nothing to fuzzy queries."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[Query | str] = []

    def build(self, directory: Path, documents: object, segments: int, count: int) -> None: ...

    def index_bytes(self, directory: Path) -> int:
        return 0

    def open(self, directory: Path) -> None: ...

    def search(self, query: Query) -> Answer:
        if query.kind == "fuzzy":
            raise UnsupportedError
        self.asked.append(query)
        return Answer([1, 2])

    def forget(self) -> None:
        self.asked.append("forget")

    def close(self) -> None:
        self.asked.append("close")


def test_answers_are_forgotten_before_a_query_comes_again(tmp_path: Path) -> None:
    engine = Counting()
    asked = {kind: [Query(kind, ("a",)), Query(kind, ("b",))] for kind in ("rare", "fuzzy")}
    found = measure.searched(engine, tmp_path, asked, budget=60.0)
    assert set(found.classes) == {"rare"}
    assert found.classes["rare"].queries == 2
    assert found.classes["rare"].top == ((1, 2), (1, 2))
    one_round = ["forget", *asked["rare"]]
    assert engine.asked == [asked["rare"][0], *one_round * (1 + measure.ROUNDS), "forget", "close"]


def test_a_class_over_its_budget_ends_early(tmp_path: Path) -> None:
    found = measure.searched(Counting(), tmp_path, {"rare": [Query("rare", ("a",))] * 9}, budget=0.0)
    assert found.classes["rare"].queries == 1


def result(engine: str, p50: float, p95: float, top: tuple[int, ...]) -> Result:
    times = measure.Times(p50, p95, p50 / 2, p95 / 2, p50, p95, 40, (top,))
    searched = measure.Searched({"rare": times}, 5.0, measure.Memory(10, 20), measure.Memory(11, 21))
    return Result(engine, Built(1000, 2.0, 50.0, 3_000_000, 2_000_000), searched)


def test_the_tables_show_ratios_to_the_yardstick() -> None:
    results = [result("fts5", 2.0, 8.0, (1, 2, 3, 4)), result("ours", 1.0, 2.0, (4, 3, 9))]
    lines = table.classes_table(results)
    assert len(lines) == 2
    assert lines[1].split() == ["rare", "word", "2.00", "8.00", "1.00", "2.00", "0.50x", "0.25x"]
    costs = table.costs_table(results)[2].split()
    assert costs[:5] == ["newsreader", "500", "50", "3.0", "1.50"]
    assert costs[-1] == "50%"
    assert table.classes_table(results, cpu=True)[1].split()[2] == "1.00"


def test_without_the_yardstick_there_are_no_ratios() -> None:
    assert "x" not in table.classes_table([result("ours", 1.0, 2.0, (1,))])[1]


def test_figures_leave_hits_out() -> None:
    figures = table.as_json(1000, 1, [result("ours", 1.0, 2.0, (1,))])
    assert "top" not in figures["engines"]["ours"]["searched"]["classes"]["rare"]
    assert json.loads(json.dumps(figures))["documents"] == 1000


def test_stock_whoosh_runs_on_few_documents_only_unless_it_is_asked_for() -> None:
    assert "stock" in command.chosen(1000, None)
    assert "stock" not in command.chosen(10_000, None)
    assert command.chosen(10_000, ["stock"]) == ("stock",)


@pytest.mark.parametrize("words", [["--engines", "grep"], ["--documents", "0"], ["--segments", "x"]])
def test_what_cannot_be_run_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(words)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query("or2", ("a", "b")), "a OR b"),
        (Query("phrase", ("a", "b")), '"a b"'),
        (Query("prefix", ("abcd",)), "abcd*"),
        (Query("dates", ("a",), 2010), "a date:2010"),
        (Query("and2", ("a", "b")), "a b"),
    ],
)
def test_queries_are_written_as_users_write_them(query: Query, wanted: str) -> None:
    assert written(query) == wanted


@pytest.fixture(scope="module")
def fts5(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fts5]:
    directory = tmp_path_factory.mktemp("fts5")
    engine = Fts5()
    engine.build(directory, islice(documents, 200), 1, 200)
    assert engine.index_bytes(directory) > 0
    engine.open(directory)
    yield engine
    engine.close()


def test_the_yardstick_answers_what_is_asked(
    fts5: Fts5, documents: list[Document], drawn: queries.Queries
) -> None:
    some = documents[:200]
    query = drawn["frequent"][0]
    word = query.words[0]
    having = {d.number for d in some if word in queries._WORD.findall(f"{d.title} {d.body}".lower())}
    assert len(having) > TOP
    ids = fts5.search(query).ids
    assert len(ids) == TOP
    assert set(ids) <= having
    facets = fts5.search(Query("facet", (word,))).facets
    assert facets == Counter(d.source for d in some if d.number in having)
    days = {d.number: d.published for d in some}
    newest = [days[n] for n in fts5.search(Query("newest", (word,))).ids]
    assert newest == sorted((days[n] for n in having), reverse=True)[:TOP]
    year = newest[0].year
    wanted = {n for n in having if days[n].year == year}
    assert set(fts5.search(Query("dates", (word,), year)).ids) <= wanted
    with pytest.raises(UnsupportedError):
        fts5.search(Query("fuzzy", (word,)))


def test_the_yardstick_is_opened_for_reading_only(fts5: Fts5) -> None:
    assert fts5._database is not None
    with pytest.raises(sqlite3.OperationalError):
        fts5._database.execute("DELETE FROM facts")
