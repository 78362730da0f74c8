"""Whom nouns and shared names stand for, by what the document tells of people and papers."""

from __future__ import annotations

import pytest

from index.annotate import annotate
from index.models import SURE, Quote, QuoteKind


def last_quote(text: str) -> Quote:
    return [quote for quote in annotate(text).quotes if quote.kind is not QuoteKind.INDIRECT][-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Ruiz, 34, met Rosa Quispe. “We are leaving the harbour,” the 34-year-old said.", "Ana Ruiz"),
        ("Rosa Quispe met 71-year-old Ana Ruiz. “We are leaving,” the 71-year-old widow said.", "Ana Ruiz"),
        (
            "Rosa Quispe published a report on harbours. Ana Ruiz read it.\n\n"
            "“The harbour is old,” the report said.",
            "Rosa Quispe",
        ),
        (
            "The letter by Ana Ruiz reached Rosa Quispe on Monday.\n\n"
            "“We are leaving the town,” the letter said.",
            "Ana Ruiz",
        ),
        (
            "“The harbour is old and small,” Ana Ruiz, a captain, wrote in a blog post. "
            "Rosa Quispe laughed.\n\n"
            "“Nobody will repair it,” the post said.",
            "Ana Ruiz",
        ),
        ("“We are leaving the harbour,” said Ana Ruiz, the captain of the ship.", "Ana Ruiz"),
    ],
)
def test_a_noun_means_whom_the_document_describes_so(text: str, name: str) -> None:
    assert last_quote(text).speaker_name == name


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz came late. “We are leaving the harbour,” a senior official said.",
        "Ana Ruiz came late. “We are leaving the harbour,” the narrator said.",
        "Ana Ruiz met a fisherman and a sailor. “We are leaving the harbour,” several residents said.",
        "A spokesman met Ana Ruiz at the harbour. “We are leaving the harbour,” the spokesman said.",
    ],
)
def test_an_unnamed_source_stays_unnamed(text: str) -> None:
    quote = last_quote(text)
    assert quote.speaker is not None
    assert quote.speaker_name is None
    assert not quote.sure


def test_a_noun_that_tells_nothing_of_the_person_is_never_sure() -> None:
    quote = last_quote("Ana Ruiz won the match in June. “I am tired of the harbour,” the brawler said.")
    assert quote.speaker == "the brawler"
    assert quote.confidence < SURE


def test_a_last_name_that_two_people_share_is_never_sure() -> None:
    one = "Ana Ruiz met Rosa Quispe.\n\n“We are leaving the harbour,” Ruiz said."
    two = "Ana Ruiz met Pablo Ruiz.\n\n“We are leaving the harbour,” Ruiz said."
    told = "Ana Ruiz met Pablo Ruiz.\n\n“We are leaving the harbour,” Mr. Ruiz said."
    assert last_quote(one).sure
    assert not last_quote(two).sure
    assert last_quote(told).speaker_name == "Pablo Ruiz"
    assert last_quote(told).sure


def test_a_last_name_means_who_is_introduced_rather_than_who_is_near() -> None:
    text = (
        "Senator Ivo Carrasco spoke about his wife, Rosa Carrasco, on Monday. Carrasco praised her. Carrasco "
        "thanked the town. “We are leaving the harbour,” Carrasco said."
    )
    assert last_quote(text).speaker_name == "Ivo Carrasco"


def test_the_chain_leads_from_the_pronoun_over_the_nearest_name_to_the_full_one() -> None:
    text = "Miriam Hale came by ship. Mrs. Hale was tired. “We are leaving the harbour,” she said."
    quote = last_quote(text)
    assert quote.speaker == "she"
    assert [text[start:end] for start, end in quote.chain] == ["Hale", "Miriam Hale"]


def test_a_full_name_needs_no_chain() -> None:
    assert last_quote("“We are leaving the harbour,” Miriam Hale said.").chain == ()
