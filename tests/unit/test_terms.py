from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.terms import LONGEST_TERM, is_near, iter_terms, stem, term_spans, term_texts


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Blinken’s and Blinken's", ["blinken", "and", "blinken"]),
        ("the U.S.-led U.N. US", ["the", "us", "led", "un", "us"]),
        ("machine-tool", ["machine", "tool"]),
        ("don't O’Brien", ["dont", "obrien"]),
        ("1,200 and 3.5", ["1200", "and", "3.5"]),
        ("Zürich Łódź cafe\u0301 straße", ["zurich", "lodz", "cafe", "strasse"]),
        ("中国", ["中", "国"]),
        ("iPhone中国2024年1,200", ["iphone", "中", "国", "2024", "年", "1200"]),
        ("在U.S.的", ["在", "us", "的"]),
        ("ไทย カナ 한국", ["ไ", "ท", "ย", "カ", "ナ", normalize("NFKD", "한국")]),
        ("… — !", []),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_terms_are_what_people_type(text: str, terms: list[str]) -> None:
    assert term_texts(text) == terms


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("ministries") == stem("ministry")
    assert stem("government") != stem("governor")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("goverment", "government", True),
        ("recieve", "receive", True),
        ("putin", "puton", True),
        ("putin", "putin", True),
        ("putin", "pushing", False),
        ("putin", "rutin", False),
        ("abcd", "abdce", False),
    ],
)
def test_near_is_one_slip(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is near
    assert is_near(other, one) is near


@given(st.text())
def test_offsets_point_at_the_words(text: str) -> None:
    last = 0
    for term in iter_terms(text):
        assert last <= term.start < term.end <= len(text)
        assert term_texts(text[term.start : term.end])[:1] == [term.text]
        assert 0 < len(term.text) <= LONGEST_TERM
        last = term.end
    assert [term.text for term in iter_terms(text)] == term_texts(text)
    assert [(term.start, term.end) for term in iter_terms(text)] == term_spans(text, len(term_texts(text)))


@pytest.mark.parametrize("unit", ["a", "1", "1,", "a.", "a'", "a\u0301", "\u0301"])
def test_hostile_length_is_linear(unit: str) -> None:
    assert all(len(term) <= LONGEST_TERM for term in term_texts(unit * 300_000))
