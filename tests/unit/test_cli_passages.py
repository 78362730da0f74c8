"""The sentences around a quote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.models import Article, Quote, QuoteInArticle
from reader.passages import LONGEST, OMITTED, PassageReader, Sentences
from tests.unit.cli_support import FakeArchive, an_article, some_quotes

TEXT = (
    "Title. One\n\nBefore. He said: “No. Never.” After it. Late said Hale.\n\n"
    "Last.\n\nHale spoke. On.\n\n“Yes.”"
)


def quote(words: str, text: str = TEXT, **more: Any) -> Quote:
    """A quote of words in a text, without a speaker or a cue."""
    start = text.index(words)
    return replace(some_quotes()[0], start=start, end=start + len(words), text=words, **more)


def around(words: str, text: str = TEXT, **more: Any) -> str:
    return Sentences(text).around(quote(words, text, **more))


def at(words: str, role: str) -> dict[str, Any]:
    """The fields of a quote that place its speaker or its cue."""
    start = TEXT.index(words)
    return {f"{role}_start": start, f"{role}_end": start + len(words)}


def test_the_sentences_hold_the_words() -> None:
    assert around("No. Never.") == "He said: “No. Never.”"
    assert around("Never") == "Never.”"
    assert around("One") == "One"
    assert around("Last") == "Last."


def test_they_hold_the_speaker_and_the_cue() -> None:
    assert around("Never", **at("He", "speaker")) == "He said: “No. Never.”"
    assert around("Never", **at("said", "cue")) == "He said: “No. Never.”"


def test_what_is_left_out_between_them_is_marked() -> None:
    assert around("Never", **at("Late", "speaker")) == f"Never.” {OMITTED} Late said Hale."
    assert around("Yes.", **at("Hale spoke", "speaker")) == f"Hale spoke. {OMITTED} “Yes.”"


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = f"Title\n\n{'a ' * 5000}“here it is”{' b' * 5000}.\n\nNext."
    found = around("here it is", text)
    assert len(found) <= LONGEST + 2
    assert found.startswith("…a ")
    assert found.endswith(" b…")
    assert "“here it is”" in found
    assert "Next" not in found
    whole = around("b" * 9000, f"Title\n\n{'b' * 9000}.")
    assert whole == "b" * LONGEST + "…"


def test_a_paragraph_is_divided_once() -> None:
    text = "T\n\n" + "“A b.” " * 4_000
    sentences = Sentences(text)
    places = range(text.index("A"), len(text) - 10, 7)
    found = {sentences.around(replace(some_quotes()[0], start=place, end=place + 4)) for place in places}
    assert found == {"“A b.”"}


def test_an_article_is_read_once() -> None:
    asked: list[int] = []

    class Asked(FakeArchive):
        """An archive that notes which articles are read."""

        def article(self, article_id: int) -> Article:
            asked.append(article_id)
            return super().article(article_id)

    reader = PassageReader(Asked())
    item = QuoteInArticle(some_quotes()[1], an_article().summary)
    assert {reader.passage(item).sentence for _ in range(3)} == {
        "LYDFORD, May 3 (Wire) -- “The harbour will open in June,” said Ada Brook."
    }
    assert asked == [7]


@given(st.text(st.sampled_from("ab.!?“” \n")), st.data())
def test_any_place_has_its_words_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Sentences(text).around(replace(some_quotes()[0], start=start, end=end))
    assert "".join(text[start:end].split()) in "".join(found.split())
    assert "\n" not in found
