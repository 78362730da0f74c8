"""Passages between quotation marks, as articles really set them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotate import marks, tokens
from tests.unit.tracing import lines_run


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


def test_a_passage_that_begins_within_a_paragraph_does_not_continue_another() -> None:
    text = "“We go.\n\nThe sun shone on “our town” then."
    found = marks.find(text, tokens.paragraphs(text))
    assert [(text[each.start : each.end], each.continues) for each in found] == [
        ("We go.", False),
        ("our town", False),
    ]


def test_a_name_under_a_passage_and_within_its_marks_is_no_part_of_it() -> None:
    assert passages('"We go home.\nAnn Hale, the Mayor."\n\nThe sun shone.') == ["We go home."]
    assert passages('"We go home.\nAnd then we stay."\n\nThe sun shone.') == [
        "We go home.",
        "And then we stay.",
    ]


def test_a_passage_goes_on_where_the_next_paragraph_only_closes_it() -> None:
    text = "She said: “We go.\n\nWe stay gone.”"
    assert passages(text) == ["We go.", "We stay gone."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘‘We go home now,’’ she said.", ["We go home now,"]),
        ("``We go home now,'' she said.", ["We go home now,"]),
        (",,Wir gehen heim'', sagte er.", ["Wir gehen heim"]),
        ("''We heard him say 'no''' was the claim.", ["We heard him say 'no'"]),
        ("« Nous partons », dit-elle.", ["Nous partons"]),
        ("‹Nous›, dit-elle.", ["Nous"]),
        ('" We go ," she said. " Now ."', ["We go ,", "Now ."]),
        ('"We go,"she said."Now."', ["We go,", "Now."]),
        ("“We go,“ she said. ”Now,” he said.", ["We go,", "Now,"]),
        ('"He said, "no," and left," she said.', ['He said, "no," and left,']),
        ('said "We [Ed: "the firm"] go" now', ['We [Ed: "the firm"] go']),
        ("’Tis late, and the boys’ club of the ’90s knew O’Neil.", []),
        ("'Tis the '90s and rock 'n' roll for the boys' club.", []),
        ("It was 5′ 10″ tall, said “Bob.”", ["Bob."]),
        ('"A 12" pizza," he said, "is enough."', ['A 12" pizza,', "is enough."]),
        ("“…” she wrote, and '''''.", []),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('We go," she said. "Now."', ["We go,", "Now."]),
        ("The sun shone” on us.", []),
        ("“We go, she said. “Now.”", ["We go,", "Now."]),
        ("“We go,” he said. “Now, Ann Hale added.", ["We go,", "Now,"]),
        ("“We go, said Ann Hale.\n\nThe sun shone.", ["We go,"]),
        ("“We go, she said to me.\n\n“Then she left.”", ["We go, she said to me.", "Then she left."]),
    ],
)
def test_a_missing_mark_costs_no_words_of_the_reporter(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_single_marks_of_a_headline_are_passages_of_their_own_kind() -> None:
    text = "'We will win this': Hale vows\n\nShe was 'not at all sorry', friends said\n\n“We go,” she said."
    text += " 'We do not know her,' it says."
    found = marks.find(text, tokens.paragraphs(text))
    assert [(text[each.start : each.end], each.heading) for each in found] == [
        ("We will win this", True),
        ("not at all sorry", True),
        ("We go,", False),
    ]


_PIECES = [*"“”„‟«»\"＂‹›‘’‚'`,.=5s ", "''", "``", ",,", "\n\n", " she said ", ", Ann said", "\ud800", "\x00"]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)))
def test_passages_lie_in_the_text_and_in_order(text: str) -> None:
    paragraphs = tokens.paragraphs(text)
    found = marks.find(text, paragraphs)
    for each in found:
        start, end = paragraphs[each.paragraph]
        assert start <= each.outer_start <= each.start < each.end <= each.outer_end <= end
        assert text[each.start : each.end].strip() == text[each.start : each.end]
    for one, other in pairwise(found):
        assert one.outer_end <= other.outer_start


@pytest.mark.parametrize(
    "piece", ["“", "”", '"', "''", "'", " ‘a", "“a, ", "“b c, she ", "a,” he said. ", "“a\n\n"]
)
def test_work_grows_with_the_length_of_a_flood_of_marks(piece: str) -> None:
    def work(size: int) -> int:
        text = piece * size
        return lines_run(lambda: marks.find(text, tokens.paragraphs(text)))

    assert work(1200) < 6 * work(300)
