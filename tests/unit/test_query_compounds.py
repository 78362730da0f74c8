from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.terms import LONGEST_TERM, compound, compound_runs, compounds, term_texts
from tests.unit.tracing import lines_run


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("an e-mail to the co-op’s man", [(1, "email"), (5, "coop")]),
        ("Anti-War anti‑war anti‐war", [(0, "antiwar"), (2, "antiwar"), (4, "antiwar")]),
        ("an up-to-date rule", [(1, "uptodate")]),
        ("state-of-the-art tools", []),
        ("COVID-19, F-16s and a 16-year-old in 2023-24", [(0, "covid19"), (2, "f16s")]),
        ("the U.S.-led war", []),
        ("protest--anti-war", [(1, "antiwar")]),
        ("Paris–Berlin e - mail -mail e-", []),
        ("Côte-d'Ivoire and O'Brien-Smith", [(0, "cotedivoire"), (3, "obriensmith")]),
        ("e mail e-mail e mail", [(2, "email")]),
        ("up-to up-to-date", [(0, "upto"), (2, "uptodate")]),
        ("e_mail x-a.b 中-国", []),
        ("", []),
    ],
)
def test_compounds_stand_at_their_first_part(text: str, found: list[tuple[int, str]]) -> None:
    assert compounds(text) == found
    assert compounds(text, term_texts(text)) == found


@given(st.text(alphabet="ab-'’.,1 \u02bc\u0301中é‐‑_\n"))
def test_a_compound_is_its_parts_wherever_they_are_counted(text: str) -> None:
    terms = term_texts(text)
    runs = compound_runs(text, terms)
    assert runs == compound_runs(text)
    last_before = -1
    for first, last, joined in runs:
        assert last_before < first < last <= first + 2
        assert joined == "".join(terms[first : last + 1])[:LONGEST_TERM]
        last_before = last


@pytest.mark.parametrize("word", ["e-mail", "co-op’s", "up-to-date", "F-16", "(e-mail),"])
def test_the_query_joins_a_word_as_the_text_does(word: str) -> None:
    joined = compound(word, term_texts(word))
    assert joined
    assert [each for _, each in compounds(f"the {word} x")] == [joined]


@pytest.mark.parametrize("word", ["email", "e-", "-mail", "a-b-c-d", "16-bit", "e-mail/co-op", "中-国"])
def test_other_words_are_no_compounds(word: str) -> None:
    assert compound(word, term_texts(word)) is None


@pytest.mark.parametrize(
    "unit",
    ["a-", "a-b ", "non-x non ", "a-a-a-a-", "a'-", "-a", "e-mail e mail ", "\u0301-", "x" * 99 + "-y "],
)
def test_the_work_grows_with_the_text(unit: str) -> None:
    once, twice = (unit * count for count in (500, 1000))
    terms, more = term_texts(once), term_texts(twice)
    assert lines_run(lambda: compounds(twice, more)) < 2.5 * lines_run(lambda: compounds(once, terms)) + 50


@pytest.mark.parametrize("unit", ["a-", "a-b ", "-"])
def test_hostile_length_is_linear(unit: str) -> None:
    assert all(len(term) <= LONGEST_TERM for _, term in compounds(unit * 300_000))


def test_a_text_without_hyphens_costs_nothing() -> None:
    text = "the old cranes of the harbour’s house " * 100
    assert lines_run(lambda: compounds(text, [])) < 10
