"""Passages between quotation marks, as articles really set them."""

from __future__ import annotations

import pytest

from index.annotate import marks, tokens, transcripts


def passages(text: str) -> list[str]:
    return [text[each.start : each.end] for each in marks.find(text, tokens.paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” she said. “Now.”", ["We go,", "Now."]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("«Nous partons», dit-elle.", ["Nous partons"]),
        ("»Wir gehen«, sagte sie.", ["Wir gehen"]),
        ("“We go and never come back“, he spoke.", ["We go and never come back"]),
        ('“We go," she said.', ["We go,"]),
        ("''We go home,'' she said.", ["We go home,"]),
        ("He left “early", ["early"]),
        ("“It says “no” to us all”, he said.", ["It says “no” to us all"]),
        ("“I said ‘no’ to them,” she said.", ["I said ‘no’ to them,"]),
        ('"The 5" pipe broke," she said.', ['The 5" pipe broke,']),
        ('"We had 5" was all he said.', ["We had 5"]),
        ('It is 6\'2" tall and 5" wide.', []),
        ("The farmers' union and the boys' club don't agree.", []),
        ('<a title="A page of ours">text</a>', []),
    ],
)
def test_marks_are_paired(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_single_marks_count_where_they_are_the_main_marks() -> None:
    british = "'We shall not go to the fair,' said Ann. 'The workers' vote was clear to us.'"
    assert passages(british) == ["We shall not go to the fair,", "The workers' vote was clear to us."]
    american = "“We heard 'go away now please' twice,” said Ann. “And then no more.”"
    assert passages(american) == ["We heard 'go away now please' twice,", "And then no more."]


def test_an_unclosed_passage_ends_with_its_paragraph() -> None:
    text = "She said: “We go.\n\nThe sun shone."
    (passage,) = marks.find(text, tokens.paragraphs(text))
    assert text[passage.start : passage.end] == "We go."
    assert not passage.closed


def test_a_passage_over_paragraphs_is_one_object_a_paragraph() -> None:
    text = "“We go.\n\n“We stay gone.\n\n“For ever,” she said."
    found = marks.find(text, tokens.paragraphs(text))
    assert [text[each.start : each.end] for each in found] == ["We go.", "We stay gone.", "For ever,"]
    assert [each.continues for each in found] == [False, True, True]


def test_a_passage_goes_on_where_the_next_paragraph_only_closes_it() -> None:
    text = "She said: “We go.\n\nWe stay gone.”"
    assert passages(text) == ["We go.", "We stay gone."]


def test_turns_of_a_transcript_are_passages() -> None:
    text = "HALE: Are you well?\n\nPOE: I am well.\n\nHALE: Good.\n\nREAD MORE: Poe is well"
    found = transcripts.find(text, tokens.paragraphs(text))
    assert [text[each.start : each.end] for each in found] == ["Are you well?", "I am well.", "Good."]


@pytest.mark.parametrize("label", ["READ MORE", "WATCH", "VIDEO"])
def test_links_are_no_transcript(label: str) -> None:
    text = "\n\n".join(f"{label}: Something of ours" for _ in range(4))
    assert transcripts.find(text, tokens.paragraphs(text)) == []
