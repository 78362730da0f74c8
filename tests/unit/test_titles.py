"""The phrases in which a text says what its persons and bodies are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.annotate import grouping, titles, tokens
from index.annotate.phrases import _is_occupation, is_occupation
from index.annotate.spans import Span
from index.models import Label
from tests.unit.tracing import lines_run


def told(text: str, *names: str, label: Label = Label.PERSON) -> dict[str, tuple[str, ...]]:
    """The phrases found for names, each wherever it stands in the text."""
    words = tokens.tokenize(text)
    spans = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            first = words.at(at)
            spans.append(Span(first, words.at(at + len(name) - 1) + 1, label))
            at = text.find(name, at + len(name))
    spans.sort(key=lambda span: span.first)
    groups = grouping.group(words, spans)
    found = titles.find(words, spans, groups)
    return {entity.name: found.get(entity.id, ()) for entity in groups.entities.values()}


HALE = "Ruth Hale"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On Monday Russian Defense Minister Ruth Hale left.", "Russian Defense Minister"),
        ("It was former White House press secretary Ruth Hale.", "former White House press secretary"),
        ("They met the ministry's spokesman Ruth Hale there.", "ministry's spokesman"),
        ("They met the ministry's spokesman, Ruth Hale, there.", "ministry's spokesman"),
        ("He asked his lawyer Ruth Hale about it.", "lawyer"),
        ("It was then-Senator Ruth Hale who asked.", "Senator"),
        ("It was Sen. Ruth Hale who asked.", "Sen."),
        ("It was current Prime Minister Ruth Hale who asked.", "Prime Minister"),
        ("The letter went to Secretary of State Ruth Hale in May.", "Secretary of State"),
        ("It came from Acme president and CEO Ruth Hale on Friday.", "Acme president and CEO"),
        ("So the Russian defense minister, Ruth Hale, said no.", "Russian defense minister"),
        ("So the head of the port authority, Ruth Hale, said no.", "head of the port authority"),
        ("We asked retired aerospace engineer Ruth Hale why.", "retired aerospace engineer"),
        (
            "Ruth Hale, a spokesman for the Chinese defense ministry, said so.",
            "spokesman for the Chinese defense ministry",
        ),
        ("Ruth Hale, now secretary of the Security Council, left.", "secretary of the Security Council"),
        ("Ruth Hale, who is the director of the port, left.", "director of the port"),
        ("Ruth Hale, who was then governor of Quill, left.", "governor of Quill"),
        ("Ruth Hale, 45, a teacher from Calder, left.", "teacher from Calder"),
        ("“No,” said Ruth Hale, chief economist at Acme Bank.", "chief economist at Acme Bank"),
        ("Ruth Hale, minister of trade and industry, left.", "minister of trade and industry"),
        ("Ruth Hale, a spokeswoman for the port said on Monday.", "spokeswoman for the port"),
        ("Ruth Hale, the mayor of Calder since 2015, left.", "mayor of Calder"),
        ("Ruth Hale, Quill's foreign minister, left.", "Quill's foreign minister"),
        ("Ruth Hale, head of Quill's fixed line division, left.", "head of Quill's fixed line division"),
        ("Ruth Hale, editor of ports.example, left.", "editor of ports.example"),
        ("We met Voice of the Port presenter Ruth Hale.", "Voice of the Port presenter"),
        ("However Port Authority president Ruth Hale left.", "Port Authority president"),
    ],
)
def test_what_somebody_is_said_to_be(text: str, title: str) -> None:
    assert told(text, HALE) == {HALE: (title,)}


@pytest.mark.parametrize(
    "text",
    [
        "Ruth Hale, sources said, had left.",
        "Ruth Hale, who was elected president, left.",
        "Ruth Hale, formerly head of the port, left.",
        "Ruth Hale, her husband and the mayor left.",
        "Ruth Hale, President Bo Lund and others left.",
        "Ruth Hale, one of the ministers, left.",
        "The minister said Ruth Hale would leave.",
        "He gave the wife of Ruth Hale a ring.",
        "His wife Ruth Hale left.",
        "The man Ruth Hale left.",
        "Mr. Ruth Hale left.",
        "He met his counterpart, Ruth Hale, there.",
        "Quoting Ruth Hale, the mayor said no.",
        "Quoting Ruth Hale, the mayor, Bo Lund, said no.",
        "Port Minister Ruth Hale Fires Chief Engineer In Calder Row",
        "After the vote by the president, Ruth Hale left.",
    ],
)
def test_what_is_no_phrase_or_says_nothing_is_left_out(text: str) -> None:
    assert told(text, HALE, "Bo Lund").get(HALE) == ()


def test_names_of_several_share_a_title_in_the_plural() -> None:
    text = "It was Senators Ruth Hale, Bo Lund and Ann Reyes who asked. Then Max Orr left."
    found = told(text, HALE, "Bo Lund", "Ann Reyes", "Max Orr")
    assert found == {HALE: ("Senator",), "Bo Lund": ("Senator",), "Ann Reyes": ("Senator",), "Max Orr": ()}


def test_each_of_two_has_their_own() -> None:
    text = "It was Defense Minister Ruth Hale and Foreign Minister Bo Lund who met."
    assert told(text, HALE, "Bo Lund") == {HALE: ("Defense Minister",), "Bo Lund": ("Foreign Minister",)}


def test_phrases_of_one_person_are_gathered_without_repetition() -> None:
    text = (
        "It was Mayor Ruth Hale who asked. The mayor, Ruth Hale, said so. Mayor Hale left. "
        "Hale, a former engineer, was late."
    )
    assert told(text, HALE, "Hale") == {HALE: ("Mayor", "former engineer")}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It hit Acme Bank, a lender based in Calder, on Monday.", "lender"),
        ("It was research firm Acme Bank that asked.", "research firm"),
        ("It was the group Acme Bank that asked.", None),
        ("They wanted to fund Acme Bank at once.", None),
        ("It hit Acme Bank, which owns a lender, on Monday.", None),
    ],
)
def test_bodies(text: str, title: str | None) -> None:
    assert told(text, "Acme Bank", label=Label.ORG) == {"Acme Bank": (title,) if title else ()}


def test_a_long_phrase_is_cut_before_a_preposition() -> None:
    text = (
        "Ruth Hale, deputy director of the office of trade and war planning at the Ministry of Ports "
        "in the western region of the island of Quill, left."
    )
    (title,) = told(text, HALE)[HALE]
    assert title.startswith("deputy director of the office")
    assert len(title.split()) <= 12


@given(
    st.lists(
        st.sampled_from(
            ["Hale", "Ruth", ",", "the", "mayor", "of", "and", "'s", ".", "who", "is", "—", "Mr", "minister"]
        ),
        max_size=40,
    )
)
def test_any_words_give_phrases_that_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for phrases in told(text, "Hale").values():
        for phrase in phrases:
            assert phrase in text


def test_of_long_words_nothing_is_kept_and_of_others_not_without_end() -> None:
    _is_occupation.cache_clear()
    assert is_occupation("ex-" * 100 + "mayor")
    assert _is_occupation.cache_info().currsize == 0
    assert is_occupation("ex-mayor")
    assert _is_occupation.cache_info().currsize == 1
    assert _is_occupation.cache_info().maxsize


@pytest.mark.parametrize(
    "piece",
    [
        "Smith, said, ",
        "Mr. ",
        "minister of ",
        "the mayor and Smith, a head of ",
        "'s ",
        "and president ",
    ],
)
def test_work_grows_with_the_length_of_a_flood(piece: str) -> None:
    told("Loads the word lists, Smith, mayor.", "Smith")

    def work(count: int) -> int:
        return lines_run(lambda: told("Hale, " + piece * count + "Hale", "Hale"))

    assert work(600) < 6 * work(150)
