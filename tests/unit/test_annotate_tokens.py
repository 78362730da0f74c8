"""Tokens, sentences and paragraphs with true offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest

from index.annotate import tokens


def sentences(text: str) -> list[str]:
    found = tokens.tokenize(text)
    starts = [*found.sentence_starts, len(found)]
    return [text[found.starts[first] : found.ends[stop - 1]] for first, stop in pairwise(starts)]


def test_every_token_lies_where_it_says() -> None:
    text = "Mr. O'Neil's “U.S.” trip — don't\xa0ask, José!"
    found = tokens.tokenize(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == found.words
    assert found.words[:4] == ["Mr", ".", "O'Neil", "'s"]
    assert "U.S." in found.words
    assert "don't" in found.words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Ruiz left. He slept.", ["Gen. Ruiz left.", "He slept."]),
        ("It cost 3.5 million. Why? Nobody knew.", ["It cost 3.5 million.", "Why?", "Nobody knew."]),
        ("J. R. Hale met Sen. Poe in St. Ives.", ["J. R. Hale met Sen. Poe in St. Ives."]),
        ("The e.GO works drew him.", ["The e.GO works drew him."]),
        ("“Go.” She went.", ["“Go.”", "She went."]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_are_paragraphs_unless_they_only_wrap() -> None:
    assert len(tokens.paragraphs("One.\n\nTwo.\nThree.")) == 3
    wrapped = (
        "The council met on the first evening of the week to talk about\nthe bridge that had to be closed."
    )
    assert len(tokens.paragraphs(wrapped)) == 1


def test_names_that_have_run_together_are_taken_apart() -> None:
    assert "Reuters" in tokens.tokenize("The agency ReutersHale said so.").words
    assert "McCarthy" in tokens.tokenize("McCarthy said so.").words


def test_a_known_name_in_two_capitals_is_one_word() -> None:
    assert tokens.tokenize("ExxonMobil paid Washington-based state-run ReutersSmith.").words == [
        "ExxonMobil",
        "paid",
        "Washington",
        "-",
        "based",
        "state-run",
        "Reuters",
        "Smith",
        ".",
    ]
