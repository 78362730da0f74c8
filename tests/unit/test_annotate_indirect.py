"""Indirect speech: what is found, where it begins and ends, and how sure it is, in invented sentences."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotate import clauses, context, dates, engines, grouping, indirect, marks, tokens
from index.annotate.context import Context
from index.annotate.indirect import training, weights

EVERYTHING = 0.0


def context_of(text: str) -> Context:
    words = tokens.tokenize(text)
    spans = dates.add(words, engines.recogniser()(words))
    groups = grouping.group(words, spans)
    return context.build(words, spans, groups, marks.find(text, words.paragraphs))


def found(text: str, least: float = indirect.LEAST) -> list[tuple[str, str, str]]:
    """The source, the cue and the words of each find."""
    read = context_of(text)
    words = read.tokens
    return [
        (
            text[words.starts[each.subject.first] : words.ends[each.subject.stop - 1]],
            words.words[each.cue],
            text[words.starts[each.first] : words.ends[each.stop - 1]],
        )
        for each in indirect.find(read, clauses.find(read), least)
    ]


def contents(text: str, least: float = indirect.LEAST) -> list[str]:
    return [words for _, _, words in found(text, least)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "words"),
    [
        ("Miriam Hale said the harbour is safe.", "Miriam Hale", "said", "the harbour is safe"),
        ("Miriam Hale said that the harbour is safe.", "Miriam Hale", "said", "that the harbour is safe"),
        ("Miriam Hale said on Monday she would stay.", "Miriam Hale", "said", "she would stay"),
        (
            "Miriam Hale said in a statement that the harbour is safe.",
            "Miriam Hale",
            "said",
            "that the harbour is safe",
        ),
        (
            "Miriam Hale told reporters that the harbour is safe.",
            "Miriam Hale",
            "told",
            "that the harbour is safe",
        ),
        (
            "The harbour is safe for ships, Miriam Hale said.",
            "Miriam Hale",
            "said",
            "The harbour is safe for ships",
        ),
        (
            "The harbour is safe for ships, said Miriam Hale.",
            "Miriam Hale",
            "said",
            "The harbour is safe for ships",
        ),
        (
            "The harbour is safe for ships, according to Miriam Hale.",
            "Miriam Hale",
            "according",
            "The harbour is safe for ships",
        ),
        (
            "According to Miriam Hale, the harbour is safe for ships.",
            "Miriam Hale",
            "According",
            "the harbour is safe for ships",
        ),
        (
            "Officials asked whether the harbour is safe.",
            "Officials",
            "asked",
            "whether the harbour is safe",
        ),
        (
            "Two officials have said Lima should not complain about the new harbour.",
            "Two officials",
            "said",
            "Lima should not complain about the new harbour",
        ),
    ],
)
def test_what_a_source_says(text: str, source: str, cue: str, words: str) -> None:
    assert found(text) == [(source, cue, words)]


def test_the_noun_of_a_claim_has_its_owner_as_source() -> None:
    text = "The council rejected Miriam Hale's claim that the harbour is safe for ships."
    assert ("Miriam Hale", "claim", "that the harbour is safe for ships") in found(text, EVERYTHING)


def test_the_claim_as_a_subject_is_left_out_for_its_end_is_not_clear() -> None:
    assert contents("Miriam Hale's claim that the harbour is safe caused laughter.", EVERYTHING) == []


def test_a_clause_that_interrupts_leaves_both_sides() -> None:
    text = "The harbour is safe for ships, Miriam Hale said, and the pier will open soon."
    assert contents(text) == ["The harbour is safe for ships", "and the pier will open soon"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Miriam Hale said the harbour is safe, adding that the pier will open.",
            ["the harbour is safe", "that the pier will open"],
        ),
        (
            "Miriam Hale said that the harbour is safe and added that the pier will open.",
            ["that the harbour is safe", "that the pier will open"],
        ),
        ("Miriam Hale said the harbour is safe; the pier fell down.", ["the harbour is safe"]),
        ("Miriam Hale said the harbour is safe, but she walked home.", ["the harbour is safe"]),
        ("Miriam Hale said the harbour is safe: “We looked at it.”", ["the harbour is safe"]),
        ("While Miriam Hale said that the harbour is safe, ships stayed away.", ["that the harbour is safe"]),
    ],
)
def test_where_the_reported_words_end(text: str, words: list[str]) -> None:
    assert contents(text, EVERYTHING) == words


def test_a_relative_clause_that_goes_on_after_the_cue_is_left_out() -> None:
    assert (
        contents("They left for the harbour, which, Miriam Hale said, is safe for ships.", EVERYTHING) == []
    )
    assert contents("They left for the harbour, where, according to Hale, ships are safe.", EVERYTHING) == []


def test_a_marked_piece_stays_inside_the_reported_words() -> None:
    assert contents("Miriam Hale said the harbour was “deeply troubling” for the town.") == [
        "the harbour was “deeply troubling” for the town"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We are going home now,” Miriam Hale said.",
        "Miriam Hale said: “We are going home now.”",
        "In the letter to Poe stood, “We are home”, Miriam Hale said.",
        "Miriam Hale said that “we are all going home now.”",
        "“The harbour is safe,” said Miriam Hale, a captain who has sailed for years.",
        "Miriam Hale walked to the harbour. The ships were gone.",
        "Miriam Hale believes that the harbour is safe.",
        "Miriam Hale wants the harbour to be safe.",
        "The Gulf states have many harbours.",
        "Miriam Hale said nothing.",
        "Miriam Hale said so on Monday.",
        "“We are going home,” a man in the town said, according to Miriam Hale.",
        "Miriam Hale said in a famous song, “it is safe to say that we sail.”",
    ],
)
def test_what_is_no_indirect_speech(text: str) -> None:
    assert contents(text, EVERYTHING) == []


def test_what_was_not_said_weighs_less() -> None:
    def weigh(text: str) -> float:
        read = context_of(text)
        (only,) = indirect.find(read, clauses.find(read), EVERYTHING)
        return only.weight

    said = weigh("Miriam Hale said that the harbour is safe.")
    assert said >= indirect.LEAST
    assert weigh("Miriam Hale never said that the harbour is safe.") < said


def test_finds_below_the_least_weight_are_left_out() -> None:
    text = "Miriam Hale said that the harbour is safe. Miriam Hale never said that the pier is safe?"
    read = context_of(text)
    everything = indirect.find(read, clauses.find(read), EVERYTHING)
    for least in (each.weight for each in everything):
        kept = [each for each in everything if each.weight >= least]
        assert indirect.find(read, clauses.find(read), least) == kept
    assert indirect.find(read, clauses.find(read), 1.0) == []


_PHRASES = """Hale said|told|that|he|she|, he said,|, said Hale,|according to|According to Hale,|the harbour
|is safe|“|”|"|'|,|.|;|:|—|?|and added|, adding that|claim that|Hale's|whether|to|in a statement|while|but|not
|on Monday|reporters|would|(|)|which|, who|U.S.|urged them to|vowed to"""
_PIECES = st.sampled_from([*_PHRASES.replace("\n", "").split("|"), "\n\n", "\u202e", "\x1b[31m"])


@given(st.lists(_PIECES, max_size=60).map(" ".join) | st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_finds_lie_in_one_sentence_of_the_text_and_outside_marks(text: str) -> None:
    read = context_of(text)
    finds = indirect.find(read, clauses.find(read), EVERYTHING)
    assert len({(each.first, each.stop) for each in finds}) == len(finds)
    assert finds == sorted(finds, key=lambda each: (each.first, each.stop))
    for each in finds:
        assert 0 <= each.first < each.stop <= len(read.tokens)
        assert 0.0 < each.weight < 1.0
        sentences = read.tokens.sentence
        assert sentences[each.first] == sentences[each.stop - 1] == sentences[each.cue]
        assert not each.first <= each.cue < each.stop
        assert any(read.inside[index] < 0 for index in range(each.first, each.stop))


def _lines_run(text: str) -> int:
    """How many lines of the package a text takes."""
    read = context_of(text)
    known = clauses.find(read)
    count = 0

    def trace(frame: Any, event: str, _: object) -> Any:
        nonlocal count
        if "indirect" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        indirect.find(read, known)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "Hale said that ",
        "he said, she said, ",
        "his claim that ",
        "according to Hale, ",
        "he told the ",
        "said in the ",
    ],
)
def test_the_work_grows_with_the_length_of_a_sentence_and_not_faster(piece: str) -> None:
    short, long = _lines_run(piece * 100), _lines_run(piece * 400)
    assert long < 5.5 * max(short, 500)


def test_the_table_knows_the_traits_that_readings_have() -> None:
    text = "Miriam Hale said that the harbour is safe. She never said that the “old pier” fell, did she?"
    read = context_of(text)
    seen = {trait for each in indirect.readings(read, clauses.find(read)) for trait in each.traits}
    expected = {"that", "that say", "name", "pronoun", "marked", "question", "negated"}
    assert expected <= seen
    assert expected - {"question"} <= set(weights.LOG_ODDS)


def test_training_learns_which_traits_speak_for_a_reading() -> None:
    examples = [(("good", "common"), True)] * 30 + [(("bad", "common"), False)] * 30 + [(("rare",), True)]
    bias, table = training.fit(examples)
    assert set(table) == {"good", "bad", "common"}
    assert bias + table["common"] + table["good"] > 2 > -2 > bias + table["common"] + table["bad"]


def test_training_judges_words_and_source() -> None:
    text = (
        "Miriam Hale said the harbour is safe. Ivo Poe said the pier is safe. Ann Roe said the sea is calm."
    )
    gold = [
        {
            "start": text.index("the harbour"),
            "end": text.index(". Ivo"),
            "kind": "indirect",
            "speaker": "Miriam Hale",
            "speaker_start": 0,
            "speaker_end": len("Miriam Hale"),
        },
        {
            "start": text.index("the pier"),
            "end": text.index(". Ann"),
            "kind": "indirect",
            "speaker": "Miriam Hale",
            "speaker_start": 0,
            "speaker_end": len("Miriam Hale"),
        },
    ]
    assert Counter(right for _, right in training.judged(context_of(text), gold)) == {True: 1, False: 2}
