"""Phrases in the index, against a search of all texts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.document import Document
from index.fulltext.engine import FullText
from index.fulltext.segment.fields import FAR, TITLE_GAP, WORDS
from index.fulltext.segment.layout import SectionFile
from index.fulltext.whoosh_codec.analysis import Titled, analyse
from index.query import MOST_SLOP, parse
from index.query.matches import find_matches
from index.query.nodes import Field, Phrase
from index.query.terms import term_texts

WORD = st.sampled_from(["ship", "ships", "sails", "e-mail", "mail", "email", "e", "at", "sea"])
TEXT = st.lists(WORD, max_size=12).map(" ".join)
TERM = st.sampled_from(["ship", "ships", "sails", "email", "mail", "e", "at", "sea", "absent"])


def document(number: int, title: str, body: str) -> Document:
    return Document(number, 0, title, f"{title}\n\n{body}" if title else body, (), "", {})


@contextmanager
def indexed(documents: Sequence[Document]) -> Iterator[FullText]:
    with tempfile.TemporaryDirectory() as directory:
        index = FullText(Path(directory) / "whoosh", "archive")
        with index.rebuilt() as fresh:
            fresh.add(documents)
        yield index
        index.close()


def places(each: Document, term: str) -> set[int]:
    """Where a term stands in a document, by the analysis that Whoosh is given."""
    found = analyse(WORDS, Titled(each.title, each.text)).get(term)
    return set(found.places) if found else set()


def stands(each: Document, phrase: Phrase) -> bool:
    """Whether the terms of a phrase stand side by side in a document."""
    *firsts, last = phrase.terms
    every = [places(each, term) for term in firsts]
    terms = analyse(WORDS, Titled(each.title, each.text))
    ends = [term for term in terms if term == last or (phrase.prefix and term.startswith(last))]
    every.append(set().union(*(places(each, term) for term in ends)))
    title = len(term_texts(each.title)) if phrase.field is Field.TITLE else 1 << 40
    return any(
        all(start + at in standing for at, standing in enumerate(every)) and start + len(every) <= title
        for start in every[0]
    )


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6),
    st.lists(
        st.builds(
            Phrase,
            st.sampled_from([Field.TEXT, Field.TITLE]),
            st.lists(TERM, min_size=2, max_size=4).map(tuple),
            prefix=st.booleans(),
        ),
        max_size=6,
    ),
)
def test_phrases_are_found_where_they_stand(texts: list[tuple[str, str]], asked: list[Phrase]) -> None:
    documents = [document(number, *each) for number, each in enumerate(texts, 1)]
    with indexed(documents) as index:
        for phrase in asked:
            wanted = {each.article_id for each in documents if stands(each, phrase)}
            assert index.matching(phrase) == wanted, phrase


def found(index: FullText, query: str, *, typing: bool = False) -> set[int]:
    node = parse(query, typing=typing).node
    assert node is not None
    return index.matching(node)


def test_a_phrase_does_not_go_on_from_the_title_into_the_body() -> None:
    across = document(1, "Ships at sea", "Rough weather came.")
    beside = document(2, "Ships", "At sea rough weather came.")
    with indexed([across, beside]) as index:
        assert found(index, '"sea rough"') == {2}
        assert found(index, f'"sea rough"~{MOST_SLOP}') == {2}
        assert found(index, '"at sea"') == {1, 2}
        assert found(index, 'title:"at sea"') == {1}
    assert MOST_SLOP < TITLE_GAP
    query = parse('"sea rough"')
    assert not find_matches(query, across.text)
    assert find_matches(query, beside.text)
    assert not find_matches(parse('"sea rough"~5'), across.text)


def test_a_word_before_a_compound_goes_with_the_whole_and_with_its_first_part() -> None:
    with indexed([document(1, "", "They send e-mail to all."), document(2, "", "They send email.")]) as index:
        assert found(index, '"send email"') == {1, 2}
        assert found(index, '"send e-mail"') == {1}
        assert found(index, '"they send email"') == {1, 2}


def test_of_a_frequent_word_few_places_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["said Bryan said", "Mild winds said nothing. " * 3, *["He said and said " * 5000] * 4]
    with indexed([document(number, "", text) for number, text in enumerate(texts, 1)]) as index:
        assert found(index, '"said bryan"') == {1}
        sizes: list[int] = []
        read = SectionFile.read

        def counted(file: SectionFile, at: int, size: int) -> bytes:
            sizes.append(size)
            return read(file, at, size)

        monkeypatch.setattr(SectionFile, "read", counted)
        assert found(index, '"bryan said"') == {1}
        assert found(index, '"winds said nothing"') == {2}
        assert 0 < max(sizes) < 10_000


def test_places_that_are_far() -> None:
    filler = "so " * (FAR - TITLE_GAP - 3)
    texts = [f"{filler} far away and further away", f"so far away {filler} and further away"]
    with indexed([document(number, "Reach", text) for number, text in enumerate(texts, 1)]) as index:
        for _ in range(2):
            assert found(index, '"far away"') == {1, 2}
            assert found(index, '"so far"') == {1, 2}
            assert found(index, '"and further away"') == {1, 2}
            assert found(index, '"away far"') == set()
            assert found(index, '"so further"') == set()


@pytest.mark.parametrize(
    ("query", "wanted"), [('"of the se', {1, 2}), ('"the se', {1, 2, 3}), ('"of the sea"', {1})]
)
def test_of_a_phrase_that_is_being_typed_the_last_word_may_go_on(query: str, wanted: set[int]) -> None:
    texts = ["Songs of the sea.", "Signs of the season.", "The seals of it.", "Of these seas."]
    with indexed([document(number, "", text) for number, text in enumerate(texts, 1)]) as index:
        assert found(index, query, typing=True) == wanted
