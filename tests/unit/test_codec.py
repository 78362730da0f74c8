"""Stock Whoosh over our files: it finds what it finds over its own, and reads what was written."""

from __future__ import annotations

import json
import random
import re
import struct
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.document import Document
from index.fulltext.segment.columns import COLUMNS
from index.fulltext.segment.fields import BY_NAME, FIELDS, STEMS, WORDS
from index.fulltext.segment.lengths import LENGTHS, length_byte
from index.fulltext.segment.writer import KINDS
from index.fulltext.whoosh_codec.analysis import analyse, keywords
from index.fulltext.whoosh_codec.matching import BLOCK
from index.fulltext.whoosh_codec.schema import schema
from index.fulltext.whoosh_index import ArrayIndex, append, create
from tests.unit.invented import documents
from tests.unit.stock_whoosh import Hits, hits, stock_results
from tests.unit.whole_whoosh import whoosh

COUNT = 600
DELETED = [3, 4, 57, 58, 59, 240, 333, 600]


def _words(text: str) -> list[str]:
    return list(analyse(WORDS, text))


def _queries() -> list[list[Any]]:
    """Some of each class, with words of the corpus: frequent ones, rare ones, and neighbours."""
    rng = random.Random(1)  # noqa: S311
    texts = [document.text for document in documents(COUNT)]
    made: list[list[Any]] = []
    for _ in range(8):
        one, two, three = (rng.choice(_words(rng.choice(texts))) for _ in range(3))
        stems = [next(iter(analyse(STEMS, word))) for word in (one, two, three)]
        row = [word for word in rng.choice(texts).split()[6:] if word.isalpha()]
        made += [
            ["term", "stems", stems[0]],
            ["term", "words", one],
            ["and", ["term", "stems", stems[0]], ["term", "stems", stems[1]]],
            ["or", *(["term", "stems", each] for each in stems)],
            ["not", ["term", "stems", stems[1]], ["term", "words", three]],
            ["phrase", "words", *row[2:4]],
            ["phrase", "words", *(word.lower() for word in texts[rng.randrange(COUNT)].split()[8:11])],
            ["fuzzy", "words", one],
            ["prefix", "words", two[:2]],
            ["wildcard", "words", f"{three[:1]}*{three[-1:]}"],
            ["newest", ["term", "stems", stems[2]]],
            ["oldest", ["or", ["term", "stems", stems[0]], ["term", "words", two]]],
            ["date", "date", 20240100 + rng.randint(1, 9), 20240100 + rng.randint(10, 28)],
        ]
    return made


QUERIES = _queries()


def _commits(segments: int) -> list[list[Document]]:
    made = documents(COUNT)
    size = COUNT // segments
    return [made[at : at + size] for at in range(0, COUNT, size)]


@cache
def _stock(segments: int) -> list[Hits]:
    return stock_results(_commits(segments), DELETED, QUERIES)


def _build(directory: Path, commits: Sequence[Sequence[Document]], deleted: Sequence[int] = ()) -> ArrayIndex:
    """An index of one segment for each commit."""
    directory.mkdir(parents=True, exist_ok=True)
    create(directory)
    index = ArrayIndex(directory)
    for some in commits:
        writer = index.writer()
        for document in some:
            writer.add_document(document)
        writer.commit(merge=False)
    writer = index.writer()
    writer.delete_articles(deleted)
    writer.commit(merge=False)
    return index


@pytest.fixture(scope="module", params=[1, 10])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Hits]]:
    index = _build(tmp_path_factory.mktemp("codec"), _commits(request.param), DELETED)
    assert len(index._read_toc().segments) == request.param
    return index, _stock(request.param)


@pytest.mark.parametrize("kind", sorted({spec[0] for spec in QUERIES}))
def test_whoosh_finds_the_same_over_our_files_as_over_its_own(both: Any, kind: str) -> None:
    index, stock = both
    some = 0
    with index.searcher() as searcher:
        for spec, wanted in zip(QUERIES, stock, strict=True):
            if spec[0] == kind:
                found = hits(searcher, whoosh.query, spec)
                assert [article for article, _ in found] == [article for article, _ in wanted], spec
                assert [score for _, score in found] == pytest.approx([score for _, score in wanted]), spec
                some += len(found)
    assert some > 20, "the queries of this class find next to nothing"


def test_positions_near_each_other_are_found(tmp_path: Path) -> None:
    made = [
        Document(1, 0, "", "the old crane of the harbour"),
        Document(2, 0, "", "the harbour has an old crane"),
    ]
    with _build(tmp_path, [made]).searcher() as searcher:
        old, crane = whoosh.query.Term("words", "old"), whoosh.query.Term("words", "harbour")
        near = whoosh.query.spans.SpanNear(old, crane, slop=4, ordered=True)
        assert [hit["article"] for hit in searcher.search(near)] == [1]
        first = whoosh.query.spans.SpanFirst(whoosh.query.Term("words", "harbour"), limit=1)
        assert [hit["article"] for hit in searcher.search(first)] == [2]


def test_the_parser_makes_our_terms_of_what_is_typed() -> None:
    parser = whoosh.qparser.MultifieldParser(["stems", "words"], schema())
    assert str(parser.parse("Ministries")) == "(stems:ministri OR words:ministries)"
    parser = whoosh.qparser.QueryParser("words", schema())
    assert str(parser.parse("U.S. AND café")) == "(words:us AND words:cafe)"
    assert str(parser.parse('"Old Cranes"')) == 'words:"old cranes"'
    assert str(parser.parse("machine-tool")) == 'words:"machine tool"'
    assert str(parser.parse("Cran*")) == "words:cran*"
    assert str(parser.parse("persons:12")) == "persons:12"
    assert str(parser.parse("date:[20240101 TO 20240131]")) == "date:[20240101 TO 20240131]"


def test_the_highlighter_marks_matches_in_a_text_from_outside(tmp_path: Path) -> None:
    text = "New bridge\n\nBoth Ministries agreed on the bridge. Nothing else is said."
    index = _build(tmp_path, [[Document(5, 0, "New bridge", text)]])
    with index.searcher() as searcher:
        query = whoosh.qparser.QueryParser("stems", index.schema).parse("ministry bridges")
        (hit,) = searcher.search(query)
        marked = hit.highlights("stems", text=text)
    assert re.findall(r"<b [^>]*>(\w+)</b>", marked) == ["bridge", "Ministries", "bridge"]


def test_columns_sort_and_group(tmp_path: Path) -> None:
    made = [
        Document(1, 20240301, "", "crane", (), "The Post"),
        Document(2, 0, "", "crane", (), ""),
        Document(3, 20240101, "", "crane", ("a", "b"), "The Wire"),
        Document(4, 20240301, "", "crane", (), "The Post"),
    ]
    index = _build(tmp_path, [made[:2], made[2:]])
    with index.searcher() as searcher:
        crane = whoosh.query.Term("words", "crane")
        assert [hit["article"] for hit in searcher.search(crane, sortedby="date")] == [2, 3, 1, 4]
        newest = whoosh.sorting.FieldFacet("date", reverse=True)
        assert [hit["article"] for hit in searcher.search(crane, sortedby=newest)] == [1, 4, 3, 2]
        backwards = searcher.search(crane, sortedby=whoosh.sorting.FieldFacet("outlet", reverse=True))
        assert {hit["article"] for hit in list(backwards)[:1]} == {3}
        groups = searcher.search(crane, groupedby="outlet").groups()
        assert {name: len(members) for name, members in groups.items()} == {
            "The Post": 2,
            "": 1,
            "The Wire": 1,
        }
        undated = searcher.search(whoosh.query.NumericRange("date", None, 20241231))
        assert {hit["article"] for hit in undated} == {1, 3, 4}, "an unknown date is in no range"
        assert searcher.document(article=3) == {"article": 3}
        assert searcher.document(article=9) is None


def test_blocks_of_little_worth_are_passed_over(tmp_path: Path) -> None:
    made = [Document(n, 0, "", "crane " * (9 if n == 900 else 1) + "old " * (n % 7)) for n in range(1, 1001)]
    with _build(tmp_path, [made]).searcher() as searcher:
        crane = whoosh.query.Term("words", "crane")
        matcher = crane.matcher(searcher, searcher.boolean_context().set(weighting=searcher.weighting))
        assert matcher.supports_block_quality()
        best = max(matcher.block_quality(), matcher.score())
        while matcher.is_active():
            assert matcher.score() <= matcher.block_quality() <= matcher.max_quality()
            matcher.next()
        matcher.reset()
        skipped = matcher.skip_to_quality(best)
        assert skipped == 899 // BLOCK
        assert matcher.block_min_id() <= 899 <= matcher.block_max_id()
        assert [hit["article"] for hit in searcher.search(crane, limit=1)] == [900]


def _files(directory: Path) -> dict[str, Any]:
    """What the files of an index with one segment have but for its name, by their endings."""
    (entry,) = ArrayIndex(directory)._read_toc().segments
    return {ending: _contents(Path(f"{entry.stem}{ending}").read_bytes()) for ending in KINDS}


def _contents(data: bytes) -> tuple[bytes, Any]:
    """The bytes of a file up to its table, and the table without what names the segment."""
    at, size = struct.unpack("=QI", data[-24:-12])
    table = json.loads(data[at : at + size])
    table["told"].pop("segment", None)
    return data[:at], table


def test_putting_segments_together_is_the_same_as_building_at_once(tmp_path: Path) -> None:
    at_once = _build(tmp_path / "one", [documents(300)])
    merged = _build(tmp_path / "many", [documents(300)[at : at + 60] for at in range(0, 300, 60)])
    writer = merged.writer()
    writer.commit(optimize=True)
    assert _files(tmp_path / "one") == _files(tmp_path / "many")
    assert at_once.doc_count() == merged.doc_count() == 300


def test_putting_together_leaves_out_what_is_deleted(tmp_path: Path) -> None:
    gone = [1, 7, 61, 62, 299]
    index = _build(tmp_path / "many", [documents(300)[at : at + 60] for at in range(0, 300, 60)], gone)
    index.writer().commit(optimize=True)
    left = [document for document in documents(300) if document.article_id not in gone]
    _build(tmp_path / "one", [left])
    merged, at_once = _files(tmp_path / "many"), _files(tmp_path / "one")
    # the sum of the lengths is only about right, for those of deleted documents are known by their bytes
    assert {ending for ending in KINDS if merged[ending] != at_once[ending]} <= {".doc"}


def test_the_stock_way_writes_the_same_files(tmp_path: Path) -> None:
    _build(tmp_path / "direct", [documents(80)])
    (tmp_path / "stock").mkdir()
    create(tmp_path / "stock")
    with ArrayIndex(tmp_path / "stock").writer() as writer:
        for document in documents(80):
            writer.add_document(**keywords(document))
    assert _files(tmp_path / "direct") == _files(tmp_path / "stock")


def test_a_merge_policy_of_whooshs_own_works(tmp_path: Path) -> None:
    index = _build(tmp_path, [documents(40)[:20], documents(40)[20:]], [3])
    index.writer().commit(mergetype=whoosh.writing.OPTIMIZE)
    (segment,) = index._read_toc().segments
    assert (segment.doc_count_all(), segment.deleted_count()) == (39, 0)
    with index.searcher() as searcher:
        assert searcher.document(article=4) == {"article": 4}
        assert len(searcher.search(whoosh.query.Every())) == 39


TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(["crane", "Cranes", "e-mail", "email", "U.S.", "日本", "x"]), max_size=9).map(
        " ".join
    ),
)
DOCUMENTS = st.builds(
    Document,
    article_id=st.integers(-5, 1 << 40),
    date=st.sampled_from([0, 20240101, 20241231, 99991231]),
    title=st.just(""),
    text=TEXTS,
    quotes=st.lists(TEXTS, max_size=2),
    source=st.sampled_from(["", "The Bay Post", "x\u202ey"]),
    entities=st.dictionaries(st.sampled_from(["persons", "orgs", "speakers"]), st.lists(st.integers(0, 9))),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=6))
def test_what_went_in_comes_out(tmp_path_factory: pytest.TempPathFactory, made: list[Document]) -> None:
    index = _build(tmp_path_factory.mktemp("any"), [made])
    with index.reader() as reader:
        assert reader.doc_count_all() == len(made)
        for number, document in enumerate(made):
            given_to = keywords(document)
            assert reader.stored_fields(number) == {"article": document.article_id}
            for column in COLUMNS:
                assert reader.column_reader(column.name)[number] == given_to[column.name]
        for spec in FIELDS:
            inputs = [keywords(document).get(spec.name, "") for document in made]
            _check_field(reader, spec.name, [analyse(spec, value) for value in inputs])


def _check_field(reader: Any, field: str, wanted: Sequence[Any]) -> None:
    """Look that a field has in each document the terms that it is to have."""
    terms = sorted({term.encode("utf-8", "replace") for found in wanted for term in found})
    assert list(reader.lexicon(field)) == terms
    for term in terms:
        found = list(_postings(reader, field, term))
        text = term.decode()
        assert [number for number, _, _ in found] == [n for n, each in enumerate(wanted) if text in each]
        for number, weight, value in found:
            occurrences = wanted[number][text]
            assert (weight, value) == (occurrences.count, occurrences.value(BY_NAME[field]))
        info = reader.term_info(field, term)
        assert info.doc_frequency() == reader.doc_frequency(field, term) == len(found)
        assert info.weight() == reader.frequency(field, term) == sum(weight for _, weight, _ in found)
    for number, each in enumerate(wanted):
        length = sum(occurrences.length for occurrences in each.values())
        assert reader.doc_field_length(number, field) == LENGTHS[length_byte(length)]


def _postings(reader: Any, field: str, term: bytes) -> Iterator[tuple[int, float, bytes]]:
    matcher = reader.postings(field, term)
    while matcher.is_active():
        if matcher.supports("positions"):
            places = matcher.value_as("positions")
            assert places == matcher.format.decode_positions(matcher.value())
            assert [span.start for span in matcher.spans()] == places
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()


def test_terms_can_be_walked_over_in_both_ways(tmp_path: Path) -> None:
    index = _build(tmp_path, [documents(30)[:10], documents(30)[10:]])
    with index.reader() as reader:
        everything = list(reader.all_terms())
        assert everything == sorted(everything)
        assert {field for field, _ in everything} == set(reader.indexed_field_names())
        for leaf, _ in reader.leaf_readers():
            assert [term for term, _ in leaf] == list(leaf.all_terms())
            texts = [text.decode() for text in leaf.lexicon("words")]
            cursor = leaf.cursor("words")
            assert cursor.find("e") == min(text for text in texts if text >= "e")
            assert cursor.first() == texts[0]
            assert cursor.term_info().doc_frequency() == leaf.doc_frequency("words", texts[0])
            walked = [texts[0], *iter(cursor.next, None)]
            assert walked == texts
            assert not cursor.is_valid()
            assert cursor.term_info() is None


def test_long_texts_and_frequent_words(tmp_path: Path) -> None:
    text = "crane " * 300 + "filler " * 70_000 + "old crane"
    index = _build(tmp_path, [[Document(1, 0, "", text)]])
    with index.reader() as reader:
        matcher = reader.postings("words", "crane")
        assert matcher.weight() == 301
        assert matcher.value_as("positions") == [*range(300), 70_301]
        phrase = whoosh.query.Phrase("words", ["old", "crane"])
    with index.searcher() as searcher:
        assert len(searcher.search(phrase)) == 1


def test_what_a_field_does_not_take_is_refused(tmp_path: Path) -> None:
    create(tmp_path)
    writer = ArrayIndex(tmp_path).writer()
    with pytest.raises(TypeError, match="takes text"):
        writer.add_document(words=5)
    writer.cancel()
    with ArrayIndex(tmp_path).writer() as writer:
        with pytest.raises(NotImplementedError):
            writer.add_field("more", "more")
        with pytest.raises(NotImplementedError):
            writer.remove_field("words")
    append(tmp_path, [Document(1, 0, "", "crane")])
    assert ArrayIndex(tmp_path).doc_count() == 1
