"""Quotes for spreadsheets and for Markdown."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Article, QuoteInArticle, QuoteKind
from index.models.statements import Change, Piece, Variant
from reader.export import (
    COLUMNS,
    STATEMENT_COLUMNS,
    as_csv,
    as_markdown,
    statements_as_csv,
    statements_as_markdown,
)
from reader.passages import Passage
from tests.unit.cli_support import an_article, some_quotes, without_title

SENTENCE = "“The harbour will open in June,” said Ada Brook."


def a_passage(sentence: str = SENTENCE, article: Article | None = None, **fields: Any) -> Passage:
    """The quote that is sure, changed in some fields, in an article."""
    article = article or an_article()
    quote = replace(some_quotes()[1], **fields)
    return Passage(QuoteInArticle(quote, article.summary), article, sentence)


def row(words: str, sentence: str = "", **fields: Any) -> dict[str, str]:
    """The CSV row of one quote."""
    (found,) = csv.DictReader(as_csv([a_passage(sentence, text=words, **fields)]))
    return found


def markdown(*found: Passage) -> str:
    return "\n".join(as_markdown(found))


def test_a_row_says_who_said_what_where() -> None:
    assert tuple(row("x")) == COLUMNS
    assert row("No, “never”", SENTENCE, speaker="Ms. Brook", id=5) == {
        "speaker": "Ada Brook",
        "as_written": "Ms. Brook",
        "words": "No, “never”",
        "kind": "direct",
        "confidence": "0.95",
        "sure": "yes",
        "corrected": "no",
        "article": "Harbour “will open”",
        "article_id": "7",
        "date": "May 3",
        "source": "The Wire",
        "address": "https://wire.example/1",
        "sentence": SENTENCE,
        "field": "text",
        "start": "26",
        "end": "56",
        "quote_id": "5",
        "speaker_id": "33",
    }


def test_offsets_count_from_the_field_of_the_words() -> None:
    title = next(iter(csv.DictReader(as_csv([a_passage(start=9, end=18)]))))
    assert (title["field"], title["start"], title["end"]) == ("title", "9", "18")
    untitled = without_title(an_article())
    (found,) = csv.DictReader(as_csv([a_passage(article=untitled, start=26, end=56)]))
    assert (found["field"], found["start"]) == ("text", "26")
    assert untitled.text[26:56] == some_quotes()[1].text


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_spreadsheet_runs_no_words(words: str) -> None:
    assert row(words)["words"].startswith("'")


@given(st.text())
def test_any_words_are_one_row_that_is_no_formula(words: str) -> None:
    cell = row(words, words)["words"]
    assert not cell.lstrip().startswith(tuple("=+-@"))


def test_markdown_says_who_and_where() -> None:
    assert markdown(a_passage(speaker="the harbour master")) == (
        "> “The harbour will open in June,”\n>\n"
        "> — **Ada Brook** (“the harbour master”), "
        "*[Harbour “will open”](<https://wire.example/1>)*, The Wire, May 3, article 7\n\n"
        f"In the article: {SENTENCE}\n\n"
        "*Direct; speaker sure, confidence 0.95; text, characters 26 to 56*\n"
    )


def test_markdown_shows_what_is_not_sure_and_what_is_corrected() -> None:
    assert "**Ada Brook ?**" in markdown(a_passage(confidence=0.3))
    assert "speaker not sure, confidence 0.30" in markdown(a_passage(confidence=0.3))
    assert "speaker sure, corrected by hand" in markdown(a_passage(confidence=1.0, corrected=True))


def test_indirect_speech_is_never_shown_as_a_quotation() -> None:
    out = markdown(a_passage("She said it would.", text="it would", kind=QuoteKind.INDIRECT))
    assert not out.startswith(">")
    assert "\n>" not in out
    assert "“it would”" not in out
    assert out.startswith("Reported without quotation marks: it would\n\n— **Ada Brook**, ")
    assert "*Indirect; " in out


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example/> x", "file:///etc", "", None])
def test_only_an_address_of_the_web_is_linked(address: str | None) -> None:
    assert "](" not in markdown(a_passage(article=an_article(address=address)))


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
    out = markdown(a_passage(words, text=words))
    assert out.startswith(f"> “{written}”\n") or written[0] == "\\" or words[0] == "1"
    assert f"In the article: {written}\n" in out


def two_variants() -> list[tuple[Variant, Passage]]:
    """The words of one article, and what another makes of them."""
    first = a_passage(id=5)
    later = a_passage("x", an_article("Open", source="Late", address=None), id=6, confidence=0.4)
    pieces = (
        Piece(Change.KEPT, "The harbour"),
        Piece(Change.LEFT_OUT, "will open"),
        Piece(Change.ADDED, "opens*"),
    )
    return [
        (Variant(first.item, (Piece(Change.KEPT, first.quote.text),)), first),
        (Variant(later.item, pieces), later),
    ]


def test_statements_are_a_row_for_each_variant() -> None:
    first, later = csv.DictReader(statements_as_csv([two_variants()]))
    assert tuple(first) == STATEMENT_COLUMNS
    assert [(each["statement"], each["variant"]) for each in (first, later)] == [("1", "1"), ("1", "2")]
    assert [each["source"] for each in (first, later)] == ["The Wire", "Late"]
    assert (first["differences"], later["differences"]) == ("", "The harbour [-will open-] {+opens*+}")


def test_statements_in_markdown_have_the_words_once_and_the_differences() -> None:
    out = "\n".join(statements_as_markdown([two_variants()]))
    assert out.startswith("> “The harbour will open in June,”\n>\n> — **Ada Brook**, ")
    assert "\n1. *[Harbour “will open”](<https://wire.example/1>)*, The Wire, May 3, article 7\n" in out
    assert (
        "\n2. *Open*, Late, May 3, article 7, as Ada Brook ?: The harbour ~~will open~~ **opens\\***\n" in out
    )


def test_a_statement_of_one_article_lists_no_others() -> None:
    out = "\n".join(statements_as_markdown([two_variants()[:1]]))
    assert "Quoted" not in out
    (_, again) = two_variants()
    same = (Variant(again[1].item, (Piece(Change.KEPT, "x"),)), again[1])
    assert ": the same words\n" in "\n".join(statements_as_markdown([[two_variants()[0], same]]))


@given(st.text(), st.sampled_from(list(QuoteKind)))
def test_any_text_is_lines_of_markdown_that_hold_no_more_lines(text: str, kind: QuoteKind) -> None:
    found = a_passage(text, an_article(text, source=text), text=text, speaker=text, kind=kind)
    lines = list(as_markdown([found]))
    assert sum(line.startswith(">") for line in lines) in (0, 3)
    assert not any("\n" in line or "\x1b" in line for line in lines)
