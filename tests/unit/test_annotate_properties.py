"""Whatever the text: no error, exact offsets, and work that grows with the length."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.annotate import annotate
from index.annotate.linking import link
from index.annotate.names import compare, key
from index.annotate.personal import Match, parse
from index.models import Annotations, Label, QuoteKind
from tests.unit.tracing import lines_run

_PIECES = [
    *"“”\"'‘’«»„():,",
    *[". ", "\n", "\n\n", " — ", " said ", " he ", " of ", " the ", " who ", "according to ", "'s ", "-"],
    *["Miriam Hale", "Mr. ", "King", "President ", "U.S.", "May ", "2023", "HALE: ", "Ministry ", "Xi "],
    *["\x00", "\x1b[2J", "\u202e", "\ud800", "e\u0301", "\xa0"],
]
_TEXTS = st.one_of(
    st.text(st.characters(), max_size=80),
    st.lists(st.sampled_from(_PIECES), max_size=60).map("".join),
)


def check(text: str, found: Annotations) -> None:
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.text != ""
        assert 0 <= quote.confidence <= 1
        if quote.speaker is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker
        if quote.cue is not None:
            assert text[quote.cue_start : quote.cue_end] == quote.cue
        assert all(text[start:end] for start, end in quote.chain)
    for one, other in pairwise(found.mentions):
        assert one.end <= other.start
    assert list(found.quotes) == sorted(found.quotes, key=lambda quote: (quote.start, -quote.end))
    marked = [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT]
    for first, second in pairwise(marked):
        assert first.end <= second.start


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_any_text_is_annotated_with_exact_offsets(text: str) -> None:
    found = annotate(text)
    check(text, found)
    names = {mention.entity_id: mention.name for mention in found.mentions}
    assert all(quote.speaker_name == names[quote.speaker_id] for quote in found.quotes if quote.speaker_id)


@settings(max_examples=100, deadline=None)
@given(st.lists(_TEXTS, max_size=3))
def test_linked_ids_stand_for_one_name(texts: list[str]) -> None:
    names: dict[int, tuple[Label, str]] = {}
    for document in link(annotate(text) for text in texts):
        for mention in document.mentions:
            label, name = names.setdefault(mention.entity_id, (mention.label, mention.name))
            assert mention.label is label
            assert compare(label, name, mention.name) is not Match.DIFFERENT


@given(st.sampled_from(list(Label)), st.text(max_size=40))
def test_any_name_has_a_key(label: Label, name: str) -> None:
    assert "#" not in key(label, name)
    assert compare(label, name, name) is not Match.DIFFERENT


@example("J. K. II")
@given(st.text(st.sampled_from("aJKXiv. -'ÉO\u0301\u2019 AlbinJr"), max_size=20))
def test_any_name_of_a_person_is_taken_apart(name: str) -> None:
    found = parse(name)
    assert found.words
    assert found.lone or found.given or found.suffix
    annotate(f"President {name} said no. {name} left.")


@pytest.mark.parametrize(
    "piece",
    [
        *["“", '"', "'", "’ ", "a", "A ", "( ", "Mr. ", "he said ", "\n\n“We go", "HALE: Yes.\n"],
        *['He said "x y," ', "Xa Smith ", "Ministry of X ", "“a b” c ", "Smith, said, "],
        "Ann said “we are going home now” to Bob, ",
    ],
)
def test_work_grows_with_the_length_of_a_flood(piece: str) -> None:
    annotate("Loads the word lists.")
    small, large = lines_run(lambda: annotate(piece * 150)), lines_run(lambda: annotate(piece * 600))
    assert large < 6 * small


def test_many_people_of_one_surname_are_no_flood() -> None:
    def crowd(size: int) -> str:
        names = (f"X{chr(97 + n % 26)}{chr(97 + n // 26)}q Smith" for n in range(size))
        return " ".join(f"{name} said he “was not happy with it.” The chief said “we are.”" for name in names)

    annotate("Loads the word lists.")
    assert lines_run(lambda: annotate(crowd(480))) < 6 * lines_run(lambda: annotate(crowd(120)))


def test_long_and_hostile_texts_are_survived() -> None:
    for text in ("a" * 1_000_000, '"' * 100_000, "\ud800\x00" * 1000, "“" * 50_000 + "”" * 50_000):
        check(text, annotate(text))
