"""Parts of attribution that other parts hide: second-hand sources, appositions, hardly likely names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.annotate import annotate, document
from index.annotate.attribution import patterns, quoting, weights
from index.annotate.attribution.decoding import Alternatives, decode
from index.annotate.attribution.descriptions import Descriptions
from index.annotate.attribution.focus import Focus
from index.annotate.attribution.layout import Layout
from index.annotate.attribution.patterns import Patterns
from index.annotate.attribution.weights import Curve
from index.annotate.subjects import Form, Subject


def second_hand(text: str) -> list[str]:
    """The words of the sources that a text names only as those of whom a speaker is quoted."""
    context = document.prepare(text)
    layout = Layout(context, {})
    found = Patterns(layout).find(0, layout.paragraphs[0], None)
    firsts = patterns.second_hand(context, layout.sources, found)
    return [context.tokens.words[first] for first in sorted(firsts)]


def test_according_to_behind_a_stated_speaker_is_second_hand() -> None:
    assert second_hand("“We are going home,” Miriam Hale said, according to Reuters.") == ["Reuters"]
    assert second_hand("“We are going home,” according to Miriam Hale.") == []


def test_who_is_second_hand_is_no_alternative() -> None:
    context = document.prepare("“We are going home,” Miriam Hale said, according to Reuters.")
    seen: list[Alternatives] = []
    decode(context, weights.load(), lambda alternatives, _: seen.append(alternatives))
    words = [context.tokens.words[source.first] for source in seen[0].sources]
    assert words == ["Miriam"]


def test_a_noun_behind_a_name_and_a_comma_is_that_person() -> None:
    context = document.prepare("Bo Lund, the mayor of Oslo, met Ana Ruiz, the harbourmistress, on Monday.")
    first = context.tokens.words.index("harbourmistress") - 1
    found = Focus(context, Descriptions(context), weights.load().antecedents).resolve(
        Subject(first, first + 2, Form.NOMINAL)
    )
    assert found.entity is not None
    assert found.entity.name == "Ana Ruiz"


def test_a_name_that_is_hardly_likely_gives_way_to_the_words_of_the_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "“We are going home,” Miriam Hale said."
    for share, name in ((0.34, None), (0.36, "Miriam Hale")):
        rare = Curve((0.0,), (share,))
        monkeypatch.setattr(quoting, "load", lambda rare=rare: replace(weights.load(), stated=rare))
        (quote,) = annotate(text).quotes
        assert (quote.speaker, quote.speaker_name) == ("Miriam Hale", name)
