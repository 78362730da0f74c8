"""Turns of transcripts and interviews, which have labels in place of marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotate import annotate, tokens, transcripts
from tests.unit.tracing import lines_run


def turns(*paragraphs: str) -> list[str]:
    """The turns of a text; one that goes on from the paragraph before has a plus."""
    text = "\n\n".join(paragraphs)
    found = transcripts.find(text, tokens.paragraphs(text))
    assert all(each.turn for each in found)
    return [f"{'+' * each.continues}{text[each.start : each.end]}" for each in found]


def test_names_in_capitals_open_turns() -> None:
    found = turns("HALE: Are you well?", "POE: I am well.", "HALE: Good.", "READ MORE: Poe is well")
    assert found == ["Are you well?", "I am well.", "Good."]


def test_labels_have_titles_times_and_remarks() -> None:
    found = turns(
        "[00:01:02] MR. McHALE: Good day.",
        "Q    Thank you. Will he go?",
        "THE PRESIDENT (via video): He will.",
        "UNIDENTIFIED MALE: [crosstalk] Why?",
        "MR. McHALE: Go on.",
    )
    assert found == ["Good day.", "Thank you. Will he go?", "He will.", "Why?", "Go on."]


def test_the_paragraphs_of_a_turn_go_on_until_somebody_else_comes() -> None:
    found = turns(
        "HALE: I went home.",
        "And I stayed there.",
        "(APPLAUSE)",
        "Then I slept.",
        "POE: Why?",
        "The reporter recalls that “he laughed” then.",
        "It was late.",
        "HALE: Good night.",
        "The crowd went home.",
    )
    assert found == ["I went home.", "+And I stayed there.", "+Then I slept.", "Why?", "Good night."]


def test_letters_open_questions_and_answers() -> None:
    found = turns("Q. Are you well?", "A. I am.", "Thank you.", "Q: And he?", "A: Yes.", "We met on Monday.")
    assert found == ["Are you well?", "I am.", "+Thank you.", "And he?", "Yes."]


def test_an_answer_without_label_follows_its_question() -> None:
    found = turns(
        "Q: Are you well?", "I am.", "Thank you.", "Q: And he?", "He is.", "Q: Good.", "It is.", "Bye."
    )
    assert found == ["Are you well?", "I am.", "+Thank you.", "And he?", "He is.", "Good.", "It is."]


def test_names_that_take_turns_make_an_interview() -> None:
    found = turns(
        "Ann Hale: Are you well today?",
        "Ben Poe: I am well.",
        "Hale: Do you like it here?",
        "Poe: We all do.",
    )
    assert found == ["Are you well today?", "I am well.", "Do you like it here?", "We all do."]


@pytest.mark.parametrize(
    "paragraphs",
    [
        *[[f"{label}: Something of ours"] * 4 for label in ("READ MORE", "WATCH", "VIDEO", "Note")],
        ["Price: It is ten.", "Taste: It is good.", "Price: It is two.", "Taste: It is bad."],
        ["Jets: Went home on Monday.", "Bears: Won again at home."] * 3,
        ["HALE: We go.", "The sun shone.", "POE: We stay."],
    ],
)
def test_lists_and_links_are_no_transcript(paragraphs: list[str]) -> None:
    assert turns(*paragraphs) == []


def test_two_turns_are_enough_where_a_transcript_is_announced() -> None:
    assert turns("A partial transcript:", "HALE: We go.", "POE: We stay.") == ["We go.", "We stay."]


def test_marks_around_the_whole_turn_are_left_to_the_marks() -> None:
    assert turns("HALE: “We go.”", "POE: “We stay.”", "HALE: “Why?”") == []


def test_a_turn_holds_the_quotes_in_it() -> None:
    text = "HALE: He told me, “You are late today.”\n\nPOE: Why?\n\nHALE: It was late."
    assert [quote.text for quote in annotate(text).quotes] == [
        "He told me, “You are late today.”",
        "Why?",
        "It was late.",
    ]


_PIECES = [
    "HALE: ",
    "Q. ",
    "A: ",
    "Ann Poe: ",
    "[00:01] ",
    "(x)",
    "word ",
    "?",
    "“",
    "\n",
    "\n\n",
    ":",
    "\x00",
]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)))
def test_turns_lie_in_their_paragraphs(text: str) -> None:
    paragraphs = tokens.paragraphs(text)
    found = transcripts.find(text, paragraphs)
    for each in found:
        start, end = paragraphs[each.paragraph]
        assert start <= each.start < each.end <= end
        assert text[each.start : each.end].strip() == text[each.start : each.end]
    assert [each.paragraph for each in found] == sorted({each.paragraph for each in found})


@pytest.mark.parametrize("piece", ["HALE: a\n", "Q: a\nb\n", "A B C D ", "Ab: you?\n", "(", "[1:"])
def test_work_grows_with_the_length_of_a_flood_of_labels(piece: str) -> None:
    def work(size: int) -> int:
        text = piece * size
        return lines_run(lambda: transcripts.find(text, tokens.paragraphs(text)))

    assert work(1200) < 6 * work(300)
