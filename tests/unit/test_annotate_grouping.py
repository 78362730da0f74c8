"""Which mentions of one document name the same entity."""

from __future__ import annotations

import pytest

from index.annotate import annotate, grouping
from index.annotate.spans import Span
from index.annotate.tokens import tokenize
from index.models import Label


def grouped(text: str) -> dict[str, list[str]]:
    """The mentions marked in a text as [PERSON Ann Hale], by the name of their entity."""
    words: list[str] = []
    marks: list[tuple[int, int, Label]] = []
    for piece in text.replace("[", "\0[").replace("]", "\0").split("\0"):
        start = len("".join(words))
        if piece.startswith("["):
            label, _, piece = piece[1:].partition(" ")
            marks.append((start, start + len(piece), Label(label)))
        words.append(piece)
    tokens = tokenize("".join(words))
    spans = [Span(tokens.at(start), tokens.at(end - 1) + 1, label) for start, end, label in marks]
    groups = grouping.group(tokens, spans)
    found: dict[str, list[str]] = {}
    for (start, end, _), number in zip(marks, groups.of_span, strict=True):
        found.setdefault(groups.entities[number].name, []).append(tokens.text[start:end])
    return found


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("[PERSON Li Shangfu] met [PERSON Bo Wen]. [PERSON Li] left.", "Li Shangfu", ["Li Shangfu", "Li"]),
        (
            "[PERSON Li Keqiang] left. [PERSON Li Shangfu] came. [PERSON Li Shangfu] sat. [PERSON Li] spoke.",
            "Li Shangfu",
            ["Li Shangfu", "Li Shangfu", "Li"],
        ),
        (
            "[PERSON Yang Jiechi] and [PERSON Bob Yang] met. [PERSON Yang Jiechi] sat. [PERSON Yang] left.",
            "Yang Jiechi",
            ["Yang Jiechi", "Yang Jiechi", "Yang"],
        ),
        (
            "[PERSON Aung San Suu Kyi] came. [PERSON Suu Kyi] spoke.",
            "Aung San Suu Kyi",
            ["Aung San Suu Kyi", "Suu Kyi"],
        ),
        (
            "[PERSON Luis Manuel Pérez Ortega] won. [PERSON Pérez Ortega] spoke.",
            "Luis Manuel Pérez Ortega",
            ["Luis Manuel Pérez Ortega", "Pérez Ortega"],
        ),
        (
            "[PERSON Pedro Ruiz Sol] won. [PERSON Pedro Ruiz] spoke.",
            "Pedro Ruiz Sol",
            ["Pedro Ruiz Sol", "Pedro Ruiz"],
        ),
        (
            "[PERSON Bob Hale] and [PERSON Bob Hale Jr.] met. [PERSON Hale] spoke, then [PERSON Hale Jr.]",
            "Bob Hale Jr.",
            ["Bob Hale Jr.", "Hale Jr."],
        ),
        (
            "[PERSON Kim Jong Un] and [PERSON Kim Jong-un] are one. [PERSON Kim] smiled.",
            "Kim Jong Un",
            ["Kim Jong Un", "Kim Jong-un", "Kim"],
        ),
        ("[ORG Church of Oaks] sued. The [ORG Church] won.", "Church of Oaks", ["Church of Oaks", "Church"]),
        (
            "[ORG University of South Oaks] opened. [ORG USO] paid.",
            "University of South Oaks",
            ["University of South Oaks", "USO"],
        ),
        (
            "[ORG Kenyan Defence Ministry] spoke. The [ORG Defense Ministry] denied it.",
            "Kenyan Defence Ministry",
            ["Kenyan Defence Ministry", "Defense Ministry"],
        ),
        (
            "[PERSON Ann Jordan] met [PERSON Jordan Hale]. [PERSON Jordan Hale] sat. [PERSON Jordan] spoke.",
            "Ann Jordan",
            ["Ann Jordan", "Jordan"],
        ),
        ("[PLACE Kiev] is [PLACE Kyiv].", "Kiev", ["Kiev", "Kyiv"]),
        ("[PLACE New York City] is [PLACE NYC].", "New York City", ["New York City", "NYC"]),
    ],
)
def test_the_names_of_one_are_together(text: str, name: str, mentions: list[str]) -> None:
    assert grouped(text)[name] == mentions


def test_titles_keep_a_couple_apart() -> None:
    text = (
        "[PERSON Bill Hale] and [PERSON Ruth Hale] came. [PERSON Mrs. Hale] sang and [PERSON Mr. Hale] slept."
    )
    assert list(grouped(text).values()) == [["Bill Hale", "Mr. Hale"], ["Ruth Hale", "Mrs. Hale"]]


def test_two_ministries_stay_two() -> None:
    text = "[PLACE Kenya]'s [ORG Defence Ministry] and [PLACE Chad]'s [ORG Defence Ministry] met."
    assert len(grouped(text)) == 3
    tokens = tokenize("Kenya's Defence Ministry met Chad's Defence Ministry.")
    spans = [Span(2, 4, Label.ORG), Span(7, 9, Label.ORG)]
    assert grouping.group(tokens, spans).of_span == [1, 2]


def test_a_body_is_that_of_the_only_country_that_the_text_is_about() -> None:
    tokens = tokenize("Kenya waits. In Nairobi the Defence Ministry spoke.")
    spans = [Span(0, 1, Label.PLACE), Span(4, 5, Label.PLACE), Span(6, 8, Label.ORG)]
    assert grouping.group(tokens, spans).entities[3].nations == {"Kenya"}


def test_a_name_in_capitals_is_shown_as_usually_written() -> None:
    text = "OSLO, Norway (AP) - Nothing happened in Oslo. Snow fell in Oslo."
    names = {each.name for each in annotate(text).mentions if each.text.lower() == "oslo"}
    assert names == {"Oslo"}


def test_a_role_belongs_to_whom_it_stands_beside_not_to_whom_it_speaks_for() -> None:
    text = "A spokeswoman for Karl Oduya met the mayor."
    assert all(each.gender != "f" and not each.roles for each in annotate(text).evidence)
