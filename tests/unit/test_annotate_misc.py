"""Peoples, events, laws and works in invented sentences."""

from __future__ import annotations

import pytest

from index.annotate import misc
from index.annotate.spans import Span
from index.annotate.tokens import Tokens, tokenize
from index.models import Label


def found(text: str, *taken: tuple[str, Label]) -> list[tuple[str, Label]]:
    tokens = tokenize(text)
    spans = [_span(tokens, surface, label) for surface, label in taken]
    return [
        (text[tokens.starts[span.first] : tokens.ends[span.stop - 1]], span.label)
        for span in misc.find(tokens, spans)
    ]


def _span(tokens: Tokens, surface: str, label: Label) -> Span:
    start = tokens.text.index(surface)
    return Span(tokens.at(start), tokens.at(start + len(surface) - 1) + 1, label)


def names(text: str) -> list[str]:
    return [surface for surface, label in found(text) if label is Label.MISC]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Chilean press met two Muslims and a North Korean.", ["Chilean", "Muslims", "North Korean"]),
        ("It breaks the Clean Harbours Act of long ago.", ["Clean Harbours Act"]),
        ("They signed the Treaty of Lisbon and the Lydford Accord.", ["Treaty of Lisbon", "Lydford Accord"]),
        ("He missed the World Cup after World War II.", ["World Cup", "World War II"]),
        ("Tropical Storm Ana came soon after Hurricane Bob.", ["Tropical Storm Ana", "Hurricane Bob"]),
        ("She caught COVID-19 there.", ["COVID-19"]),
        ("I saw the film “The Long Quay” twice.", ["The Long Quay"]),
        ("He said “The Long Quay” was good.", []),
        ("They read the act, a treaty and the law.", []),
        ("The African Harbour Fund paid.", []),
    ],
)
def test_names_of_other_things(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_headline_in_capitals_makes_no_law() -> None:
    assert names("Lydford Council Will Vote On New Harbour Plan") == []


def test_what_is_taken_stays_but_for_parts_and_peoples() -> None:
    text = "The Paris Agreement binds Russian firms, said Christian Dale of the German Bank."
    taken = [("Paris", Label.PLACE), ("Russian", Label.PLACE), ("Christian Dale", Label.PERSON)]
    assert found(text, *taken, ("German Bank", Label.ORG)) == [
        ("Paris Agreement", Label.MISC),
        ("Russian", Label.MISC),
        ("Christian Dale", Label.PERSON),
        ("German Bank", Label.ORG),
    ]
