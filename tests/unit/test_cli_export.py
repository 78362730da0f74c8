"""Quotes for spreadsheets and for Markdown."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Quote, QuoteInArticle
from reader.export import COLUMNS, as_csv, as_markdown, sentence_of
from tests.unit.cli_support import an_article, some_quotes

SENTENCE = "“The harbour will open in June,” said Ada Brook."


def row(words: str, sentence: str = "") -> dict[str, str]:
    """The CSV row of one quote."""
    quote = replace(some_quotes()[1], text=words)
    text = as_csv([(QuoteInArticle(quote, an_article().summary), sentence)])
    (found,) = csv.DictReader(io.StringIO(text))
    return found


def test_a_row_says_who_said_what_where() -> None:
    assert tuple(row("x")) == COLUMNS
    assert list(row("No, “never”", SENTENCE).values()) == [
        *(
            "Ada Brook",
            "No, “never”",
            "Harbour “will open”",
            "7",
            "May 3",
            "The Wire",
            "0.95",
            "yes",
            SENTENCE,
        ),
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_spreadsheet_runs_no_words(words: str) -> None:
    assert row(words)["words"].startswith("'")


@given(st.text())
def test_any_words_are_one_row_that_is_no_formula(words: str) -> None:
    cell = row(words, words)["words"]
    assert not cell.lstrip().startswith(tuple("=+-@"))


def test_markdown_says_who_and_where() -> None:
    item = QuoteInArticle(some_quotes()[1], an_article().summary)
    assert as_markdown([(item, SENTENCE)]) == (
        "> “The harbour will open in June,”\n>\n"
        "> — **Ada Brook**, Harbour “will open”, The Wire, May 3, article 7, confidence 0.95\n\n"
        f"In the article: {SENTENCE}\n"
    )


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("<b> & [x](y)", r"\<b\> \& \[x\](y)"),
        ("a\n# b", r"a \# b"),
        ("- a", r"\- a"),
        ("12. a", r"12\. a"),
    ],
)
def test_markdown_shows_words_as_they_are(words: str, written: str) -> None:
    quote = replace(some_quotes()[1], text=words, kind="indirect")  # type: ignore[arg-type]
    out = as_markdown([(QuoteInArticle(quote, an_article().summary), words)])
    assert out.startswith(f"> {written}\n")
    assert f"In the article: {written}\n" in out or written[0] in "\\1"


def test_the_sentence_holds_the_words_the_speaker_and_the_cue() -> None:
    text = "Title. One\n\nBefore. He said: “No. Never.” After it.\n\nLast."

    def quote(words: str, **more: Any) -> Quote:
        start = text.index(words)
        return replace(some_quotes()[0], start=start, end=start + len(words), text=words, **more)

    assert sentence_of(quote("No. Never."), text).startswith("He said: “No.")
    assert "After" not in sentence_of(quote("No. Never."), text)
    assert sentence_of(quote("Never"), text) == "Never.”"
    he = text.index("He")
    assert sentence_of(quote("Never", speaker_start=he, speaker_end=he + 2), text) == "He said: “No. Never.”"
    assert sentence_of(quote("One"), text) == "One"
    assert sentence_of(quote("Last"), text) == "Last."
