from __future__ import annotations

import tempfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.document import Document
from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment import inverting
from index.fulltext.segment.bitmaps import from_documents
from index.fulltext.segment.columns import ARTICLE, COLUMNS, OUTLET, TITLE_SIZE
from index.fulltext.segment.fields import (
    FIELDS,
    PERSONS,
    QUOTES,
    SOURCE,
    SPEAKERS,
    STEMS,
    TITLE,
    TITLE_GAP,
    TITLE_WEIGHT,
    WORDS,
)
from index.fulltext.segment.impacts import impact_table
from index.fulltext.segment.inverting import Inverter
from index.fulltext.segment.layout import SectionFile
from index.fulltext.segment.lengths import LENGTHS, length_byte
from index.fulltext.segment.merging import merge
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.vocabulary import Vocabulary, compound_class, word_class
from index.fulltext.segment.writer import KINDS
from index.query.terms import compounds, stem, term_texts
from tests.unit.invented import documents

NAME = "MAIN_00000000"


def build(directory: Path, made: Sequence[Document], deleted: int = 0, name: str = NAME) -> Segment:
    directory.mkdir(parents=True, exist_ok=True)
    inverter = Inverter()
    for each in made:
        inverter.add(each)
    inverter.write(directory / name)
    return Segment(directory / name, deleted)


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)


@dataclass(frozen=True)
class Posting:
    """What a segment says of a term in a document."""

    count: int
    places: tuple[int, ...]
    impact: int | None = None
    following: bytes = b""


def stored(segment: Segment) -> dict[str, dict[str, dict[int, Posting]]]:
    """All postings of a segment: by field, term and article, without what is deleted."""
    found: dict[str, dict[str, dict[int, Posting]]] = {}
    for spec in FIELDS:
        lexicon = segment.lexicon(spec.name)
        terms = {}
        for index in range(len(lexicon)):
            postings = segment.postings(spec.name, index)
            places = segment.places(spec.name, index, postings) if spec.positions else ()
            following = segment.following(spec.name, index, postings) if spec.following else b""
            starts = postings.starts()
            assert postings.count == lexicon.counts[index]
            assert list(postings.documents) == sorted(set(postings.documents))
            assert postings.bitmap == from_documents(postings.documents, segment.size)
            kept = {
                segment.articles[document]: Posting(
                    postings.counts[at],
                    tuple(places[starts[at] : starts[at + 1]]) if spec.positions else (),
                    postings.extra[at] if postings.extra else None,
                    following[starts[at] : starts[at + 1]],
                )
                for at, document in enumerate(postings.documents)
                if document not in segment.deleted_documents
            }
            if kept:
                terms[lexicon.term(index).decode()] = kept
        found[spec.name] = terms
    return found


class Reference:
    """What an index of documents must hold, computed term by term."""

    def __init__(self, made: Sequence[Document]) -> None:
        self.terms: dict[str, dict[str, dict[int, Posting]]] = {
            spec.name: defaultdict(dict) for spec in FIELDS
        }
        self.lengths: dict[str, list[int]] = defaultdict(list)
        for each in made:
            self._add(each)

    def _add(self, document: Document) -> None:
        number = document.article_id
        words, joined = term_texts(document.text), compounds(document.text)
        title = term_texts(document.title)
        standing = defaultdict(list)
        for place, word in chain(enumerate(words), joined):
            standing[word].append(place)
        classes = dict(enumerate(map(word_class, words[1:])))
        classes |= {place - 1: compound_class(word) for place, word in joined}
        classes |= {len(title) - 1: 0, len(words) - 1: 0}
        for word, places in standing.items():
            places.sort()
            after = bytes(classes[at] for at in places)
            places = [at + TITLE_GAP if 0 < len(title) <= at else at for at in places]
            self.terms[WORDS.name][word][number] = Posting(len(places), tuple(places), None, after)
        self.lengths[WORDS.name].append(len(words))
        weighted = Counter(map(stem, chain(words, (word for _, word in joined))))
        entitled = list(map(stem, [*title, *(word for _, word in compounds(document.title))]))
        for term in entitled:
            weighted[term] += TITLE_WEIGHT - 1
        size = len(words) + (TITLE_WEIGHT - 1) * len(title)
        impacts = impact_table()
        for term, count in weighted.items():
            impact = impacts[min(count, 255)][length_byte(size)]
            self.terms[STEMS.name][term][number] = Posting(count, (), impact)
        self.lengths[STEMS.name].append(size)
        self._plain(TITLE.name, number, entitled, len(title))
        quoted = [
            *chain.from_iterable(map(term_texts, document.quotes)),
            *(term for quote in document.quotes for _, term in compounds(quote)),
        ]
        length = sum(len(term_texts(quote)) for quote in document.quotes)
        self._plain(QUOTES.name, number, list(map(stem, quoted)), length)
        source = term_texts(document.source)
        self._plain(SOURCE.name, number, source, len(source), places=True)
        for name in (spec.name for spec in FIELDS[5:]):
            entities = list(map(str, document.entities.get(name, ())))
            self._plain(name, number, entities, len(entities))

    def _plain(
        self, field: str, number: int, terms: Sequence[str], length: int, *, places: bool = False
    ) -> None:
        for term, count in Counter(terms).items():
            standing = tuple(at for at, each in enumerate(terms) if each == term) if places else ()
            self.terms[field][term][number] = Posting(count, standing)
        self.lengths[field].append(length)


def compare(segment: Segment, made: Sequence[Document]) -> None:
    """Look that a segment holds documents as the reference has them."""
    wanted = Reference(made)
    found = stored(segment)
    for spec in FIELDS:
        assert found[spec.name] == wanted.terms[spec.name], spec.name
        lengths = wanted.lengths[spec.name]
        assert list(segment.lengths(spec.name)) == list(map(length_byte, lengths)), spec.name
        assert segment.total_length(spec.name) == sum(lengths), spec.name
    assert list(segment.articles) == [each.article_id for each in made]
    assert [segment.outlets[at] for at in segment.columns[OUTLET.name]] == [each.source for each in made]
    assert list(segment.columns["date"]) == [each.date for each in made]
    assert list(segment.columns[TITLE_SIZE.name]) == [len(term_texts(each.title)) for each in made]
    assert list(segment.columns["quote_count"]) == [len(each.quotes) for each in made]
    order = sorted(made, key=lambda each: (each.date, each.article_id))
    assert [segment.articles[at] for at in segment.by_date] == [each.article_id for each in order]


_WORDS = ["ship", "Ships", "e-mail", "co-op-er", "U.S.", "1,200.50", "it's", "3d", "a" * 70, "caf\u00e9"]
_LETTERS = ["cafe\u0301", "\u4e2d\u6587", "\u00df", "\u0130", "\u0301", "\ud800", "\U0001f600", "\x00"]
_SIGNS = ["-", "\u2011", "'", "\u2019s", ".", ",", "\u201c", "\u201d", "_", "\u200b"]
_SPACES = ["\x1c", "\x85", "\u2028", "\u00a0", "\n", "\n\n", " ", " ", " ", " "]
PIECES = st.sampled_from([*_WORDS, *_LETTERS, *_SIGNS, *_SPACES])
TEXTS = st.lists(PIECES | st.characters(), max_size=30).map("".join)
NUMBERS = st.lists(st.integers(0, 5), max_size=6)


@st.composite
def articles(draw: st.DrawFn) -> list[Document]:
    made = []
    for number in range(1, draw(st.integers(0, 7)) + 1):
        title = draw(st.just("") | TEXTS).replace("\n", " ").strip()
        body = draw(TEXTS)
        made.append(
            Document(
                number * 3,
                draw(st.sampled_from([0, 20240000, 20240415, 19991231])),
                title,
                f"{title}\n\n{body}" if title else body,
                draw(st.lists(TEXTS, max_size=3)),
                draw(st.sampled_from(["", "The Bay Post", "caf\u00e9", "a\nb"])),
                {spec.name: draw(NUMBERS) for spec in (PERSONS, SPEAKERS)},
            )
        )
    return made


@settings(max_examples=60, deadline=None)
@given(articles())
def test_a_segment_holds_what_its_documents_say(made: list[Document]) -> None:
    with scratch() as directory:
        segment = build(directory, made)
        segment.check()
        compare(segment, made)


def test_many_documents_are_inverted_as_one_by_one(tmp_path: Path) -> None:
    made = documents(400)
    compare(build(tmp_path, made), made)


def test_a_vocabulary_that_knows_words_changes_nothing(tmp_path: Path) -> None:
    known = Vocabulary()
    for each in documents(40, seed=3):
        known.read(each.text)
    inverter = Inverter(known)
    for each in documents(30):
        inverter.add(each)
    inverter.write(tmp_path / NAME)
    build(tmp_path / "plain", documents(30))
    assert contents(tmp_path) == contents(tmp_path / "plain")


def test_a_word_three_hundred_times(tmp_path: Path) -> None:
    made = [
        Document(at, 0, "", " ".join(["ship"] * count)) for at, count in enumerate([254, 255, 256, 300], 1)
    ]
    segment = build(tmp_path, made)
    compare(segment, made)
    postings = segment.postings("words", segment.find("words", b"ship"))
    assert list(postings.frequencies) == [254, 255, 255, 255]
    assert list(postings.overflow) == [255, 256, 300]
    assert list(postings.counts) == [254, 255, 256, 300]
    assert [list(postings.table or ()) for _ in range(2)] == [[], [254, 255, 255, 255]]


LONG = "near " + "word " * 65_533 + "edge-case far-off far edge last"


def test_places_beyond_two_bytes(tmp_path: Path) -> None:
    made = [
        Document(1, 0, "", "far edge off"),
        Document(2, 0, "", LONG),
        Document(3, 0, "", LONG + " far" * 300),
        Document(4, 0, "", "last far"),
    ]
    segment = build(tmp_path, made)
    compare(segment, made)
    found = stored(segment)["words"]
    assert found["edge"][2].places == (65_534, 65_539)
    assert found["case"][2].places == (65_535,)
    assert found["faroff"][2].places == (65_536,)
    other = merge([Segment(tmp_path / NAME, 0b0010)], tmp_path / "MAIN_00000001")
    assert other == 3
    compare_meaning(Segment(tmp_path / "MAIN_00000001"), [made[0], *made[2:]])


def test_a_document_of_seventy_thousand_words(tmp_path: Path) -> None:
    text = " ".join(f"w{at % 977}-{at}x" if at % 500 == 0 else f"w{at % 977}" for at in range(70_000))
    made = [Document(1, 0, "", text)]
    compare(build(tmp_path, made), made)


def test_documents_without_anything(tmp_path: Path) -> None:
    made = [Document(at, 0, "", text) for at, text in enumerate(["", " ", "\u201c\u201d", "\ud800"], 1)]
    segment = build(tmp_path, made)
    compare(segment, made)
    assert not any(stored(segment).values())
    assert build(tmp_path / "none", []).size == 0


def test_frequent_terms_have_a_bitmap_and_others_none(tmp_path: Path) -> None:
    made = [Document(at, 0, "", f"all {'some' if at % 16 == 0 else ''} {at == 5}") for at in range(64)]
    segment = build(tmp_path, made)
    compare(segment, made)
    dense = {
        term: segment.postings("words", segment.find("words", term)).is_dense
        for term in (b"all", b"some", b"true")
    }
    assert dense == {b"all": True, b"some": True, b"true": False}
    small = build(tmp_path / "small", made[:16])
    assert not small.postings("words", small.find("words", b"all")).is_dense


def test_a_segment_has_room_for_so_many_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inverter = Inverter()
    monkeypatch.setattr(inverting, "MOST_DOCUMENTS", 2)
    inverter.add(Document(1, 0, "", "a"))
    assert not inverter.is_full
    inverter.add(Document(2, 0, "", "a"))
    assert inverter.is_full
    with pytest.raises(OverflowError):
        inverter.add(Document(3, 0, "", "a"))
    assert inverter.size == 2


def test_many_sources_with_long_names(tmp_path: Path) -> None:
    made = [Document(at, 0, "", "a", source=f"\u4e2d{at} " + "x" * 2000) for at in range(600)]
    segment = build(tmp_path, made)
    assert len(segment.outlets) == 601
    assert segment.outlets[600] == made[599].source


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    inverter = Inverter()
    inverter.add(Document(1, 0, "", "a"))
    monkeypatch.setattr("index.fulltext.segment.writer.SegmentWriter.add_term", fail)
    with pytest.raises(OSError, match="No space"):
        inverter.write(tmp_path / NAME)
    assert list(tmp_path.iterdir()) == []


def contents(directory: Path, name: str = NAME) -> dict[str, bytes]:
    return {ending: (directory / (name + ending)).read_bytes() for ending in KINDS}


@pytest.mark.parametrize("cuts", [(50,), (1, 50, 99), (17, 17, 60), tuple(range(1, 100, 7))])
def test_merging_gives_the_bytes_of_building_at_once(tmp_path: Path, cuts: Sequence[int]) -> None:
    made = [*documents(98), Document(99, 0, "", LONG + " far" * 300), Document(100, 0, "", "far " * 400)]
    ends = [0, *cuts, len(made)]
    parts = [
        build(tmp_path, made[start:end], name=f"MAIN_part{at:04}")
        for at, (start, end) in enumerate(pairwise(ends))
    ]
    (tmp_path / "merged").mkdir()
    assert merge(parts, tmp_path / "merged" / NAME) == 100
    build(tmp_path / "whole", made)
    assert contents(tmp_path / "merged") == contents(tmp_path / "whole")


def compare_meaning(segment: Segment, made: Sequence[Document]) -> None:
    """Look that a segment answers as one built of documents does; sums of lengths are nearly the same."""
    wanted = Reference(made)
    found = stored(segment)
    assert segment.count == len(made)
    for spec in FIELDS:
        assert found[spec.name] == wanted.terms[spec.name]
        lengths = wanted.lengths[spec.name]
        assert list(segment.lengths(spec.name)) == list(map(length_byte, lengths))
        known = sum(LENGTHS[length_byte(length)] for length in lengths)
        assert abs(segment.total_length(spec.name) - sum(lengths)) <= 0.04 * known + 40
    names = [segment.outlets[at] for at in segment.columns[OUTLET.name]]
    assert names == [each.source for each in made]
    order = sorted(made, key=lambda each: (each.date, each.article_id))
    assert [segment.articles[at] for at in segment.by_date] == [each.article_id for each in order]


@settings(max_examples=30, deadline=None)
@given(articles(), articles(), st.integers(0, 127), st.integers(0, 127))
def test_merging_leaves_out_what_is_deleted(
    first: list[Document], second: list[Document], gone: int, gone_too: int
) -> None:
    second = [replace(each, article_id=each.article_id + 100) for each in second]
    with scratch() as directory:
        bitmaps = [bits & (1 << len(made)) - 1 for bits, made in ((gone, first), (gone_too, second))]
        parts = [
            build(directory, made, bits, f"MAIN_part{at:04}")
            for at, (made, bits) in enumerate(zip((first, second), bitmaps, strict=True))
        ]
        kept = [
            each
            for made, bits in zip((first, second), bitmaps, strict=True)
            for at, each in enumerate(made)
            if not bits >> at & 1
        ]
        assert merge(parts, directory / NAME) == len(kept)
        merged = Segment(directory / NAME)
        merged.check()
        compare_meaning(merged, kept)


def test_merging_dense_terms_with_deletions(tmp_path: Path) -> None:
    made = documents(200, words=40)
    gone = from_documents(range(0, 200, 3), 200)
    parts = [build(tmp_path, made, gone, "MAIN_part0000")]
    merge(parts, tmp_path / NAME)
    compare_meaning(Segment(tmp_path / NAME), [each for at, each in enumerate(made) if at % 3])


def test_a_merge_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    part = build(tmp_path / "part", documents(5))
    (tmp_path / "merged").mkdir()
    with pytest.raises(KeyboardInterrupt):
        merge([part], tmp_path / "merged" / NAME, stop)
    assert list((tmp_path / "merged").iterdir()) == []


@pytest.mark.parametrize("numbers", [[5, 6, 7, 8], [5, 7, 6, 8], [8, 7, 6, 5], [1, 9, 4], [5, 5, 7]])
def test_documents_are_found_by_their_articles(tmp_path: Path, numbers: list[int]) -> None:
    segment = build(tmp_path, [Document(number, 0, "", "a") for number in numbers], 0)
    for part in (segment, segment.with_deleted(1)):
        wanted = {n: at for at, n in enumerate(numbers) if not part.deleted >> at & 1}
        assert part.documents_of(range(20)) == wanted
        assert part.documents_of([]) == {}


def test_other_deletions_share_the_files(tmp_path: Path) -> None:
    segment = build(tmp_path, documents(10))
    assert (segment.count, segment.alive, segment.deleted_documents) == (10, 0x3FF, frozenset())
    other = segment.with_deleted(0b101)
    assert (other.count, other.alive, set(other.deleted_documents)) == (8, 0x3FA, {0, 2})
    assert (segment.count, segment.deleted) == (10, 0)


def test_columns_keep_the_extremes(tmp_path: Path) -> None:
    made = [
        Document((1 << 63) - 1, 99991231, "", "a b"),
        Document(0, 0, "t " * 70_000, "t " * 70_000 + "\n\nb", ["q"] * 70_000),
    ]
    segment = build(tmp_path, made)
    assert list(segment.columns[ARTICLE.name]) == [(1 << 63) - 1, 0]
    assert list(segment.columns["date"]) == [99991231, 0]
    assert list(segment.columns[TITLE_SIZE.name]) == [0, 65_535]
    assert list(segment.columns["quote_count"]) == [0, 65_535]
    assert {type(values) for values in segment.columns.values()} == {array}
    assert set(segment.columns) == {column.name for column in COLUMNS}


def test_every_flipped_byte_of_a_term_is_noticed(tmp_path: Path) -> None:
    made = [*documents(30), Document(31, 0, "", "far " * 300)]
    build(tmp_path, made)
    for ending in (".pst", ".pos"):
        path = tmp_path / (NAME + ending)
        data = path.read_bytes()
        for term in (b"far", min(term_texts(made[0].text)).encode()):
            whole = Segment(tmp_path / NAME)
            index, lexicon = whole.find("words", term), whole.lexicon("words")
            assert lexicon.places is not None
            base, _ = SectionFile(path, KINDS[ending]).place("words" if ending == ".pst" else "places")
            ends = lexicon.at if ending == ".pst" else [2 * each for each in lexicon.places]
            for at in range(base + ends[index], base + ends[index + 1]):
                path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
                with pytest.raises(DamagedIndexError):
                    read_term(Segment(tmp_path / NAME), index)
        path.write_bytes(data)


def read_term(segment: Segment, index: int) -> Sequence[int]:
    """All that there is of a word."""
    return segment.places("words", index, segment.postings("words", index))
