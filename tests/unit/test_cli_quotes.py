"""``newsreader quotes``: which quotes are asked for, and how they are told."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.models import Quote, QuoteInArticle, QuoteKind, Sort, Summary
from index.models.statements import Change, Piece, Statement, Variant
from reader import quoting
from reader.quoting import Asked, find
from tests.unit.cli_support import TITLE, FakeArchive, Run, an_article, install, runner, some_quotes

_, SURE, UNSURE = some_quotes()


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def asked(archive: FakeArchive) -> list[dict[str, Any]]:
    """What was asked for, without the limit."""
    return [
        {key: value for key, value in arguments.items() if key != "limit" and value is not None}
        for name, arguments in archive.asked
        if name == "quotes"
    ]


def many(count: int) -> tuple[Quote, ...]:
    """Quotes at one place after the other, every tenth of them sure."""
    return tuple(
        replace(SURE, start=at, end=at + 1, text=f"w{at}", confidence=0.2 if at % 10 else 0.9, id=at + 1)
        for at in range(count)
    )


def test_the_options_say_which_quotes(archive: FakeArchive, run: Run) -> None:
    run("quotes", "--by", "brook", "--about", "harbour", "--match", "june")
    run("quotes", "--by", "entity:33")
    run("quotes", "--match", "a OR b", "--since", "2024-04", "--until", "2024-05-02")
    run("quotes", "--until", "2023", "--match", "  ")
    assert asked(archive) == [
        {"by": "brook", "about": "harbour", "match": "june"},
        {"speaker_id": 33},
        {"match": "(a OR b) date:2024-04..2024-05-02"},
        {"match": "date:..2023"},
    ]


def test_a_date_cannot_carry_a_query(archive: FakeArchive, run: Run) -> None:
    ran = run("quotes", "--since", "2024 OR x")
    assert (ran.code, ran.out, archive.asked) == (2, "", [])
    assert "2024 OR x" in ran.err


def test_half_a_query_cannot_get_round_the_dates(archive: FakeArchive, run: Run) -> None:
    ran = run("quotes", "--match", "a) OR (b", "--since", "2024")
    assert (ran.code, archive.asked) == (2, [])
    assert ran.err.splitlines()[1] == "  a) OR (b"


@pytest.mark.parametrize(
    "words", [("--limit", "3"), ("--limit", "3", "--json"), ("--limit", "3", "--variants")]
)
def test_a_limit_holds_and_more_is_told(archive: FakeArchive, run: Run, words: Sequence[str]) -> None:
    archive.quotes_ = many(4)
    ran = run("quotes", *words)
    assert ran.out.count("w") - ran.out.count("will") - ran.out.count('"words"') >= 3
    assert "w2" in ran.out
    assert "w3" not in ran.out
    assert "more than these 3" in ran.err
    archive.quotes_ = many(3)
    assert run("quotes", *words).err == ""


def test_text_is_limited_and_exports_are_not(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = many(150)
    assert len(run("quotes").out.splitlines()) == 2 + quotes_limit()
    for form in ("--json", "--csv", "--markdown"):
        for words in ((), ("--by", "brook")):
            ran = run("quotes", *words, form)
            assert "w149" in ran.out
            assert ran.err == ""


def quotes_limit() -> int:
    from reader.commands.quotes import LIMIT

    return LIMIT


def test_a_limit_of_sure_quotes_is_filled_from_further_down(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = many(100)
    found = run("quotes", "--sure", "--limit", "7", "--json").objects
    assert [each["text"] for each in found] == [f"w{at}" for at in range(0, 70, 10)]
    assert len(archive.asked) > 1
    assert len(run("quotes", "--sure", "--json").objects) == 10


def test_all_quotes_are_read_an_article_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "PAGE", 2)
    summaries = [replace(an_article().summary, id=number) for number in range(1, 6)]
    moved = [summaries[0], *summaries]

    class Growing(FakeArchive):
        """An archive to which an article is added while it is read."""

        pages = 0

        def articles(
            self, *, sort: Sort = Sort.NEWEST, limit: int = 50, offset: int = 0
        ) -> tuple[Summary, ...]:
            assert sort is Sort.NEWEST
            self.pages += 1
            return tuple((summaries if self.pages == 1 else moved)[offset : offset + limit])

        def quotes_in(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
            return (replace(SURE, id=article_id),)

        def quotes(self, **_: Any) -> tuple[QuoteInArticle, ...]:
            raise AssertionError("all at once")

    found = list(find(Growing(), Asked(), quoting.ALL))
    assert [each.article.id for each in found] == [1, 2, 3, 4, 5]
    assert [each.quote.id for each in found] == [1, 2, 3, 4, 5]


def test_several_speakers_stand_below_their_names(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = (SURE, replace(UNSURE, speaker_id=34))
    out = run("quotes", "--by", "entity:34", "--by", "entity:33").out
    assert out.index("BY entity:34") < out.index("“No,”") < out.index("BY entity:33") < out.index("“The")
    out = run("quotes", "--by", "entity:34", "--by", "entity:33", "--markdown").out
    assert out.index("## entity:34") < out.index("“No,”") < out.index("## entity:33") < out.index("“The")


def test_what_two_names_mean_is_given_once(archive: FakeArchive, run: Run) -> None:
    ran = run("quotes", "--by", "brook", "--by", "ada", "--csv")
    assert len(list(csv.DictReader(io.StringIO(ran.out)))) == 3
    assert "no quote by ada" in ran.err


def test_indirect_speech_comes_on_request_and_never_in_marks(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = (SURE, replace(SURE, text="it would", kind=QuoteKind.INDIRECT))
    for words in ((), ("--by", "brook")):
        assert "it would" not in run("quotes", *words).out
        for form in ((), ("--markdown",), ("--csv",), ("--json",)):
            out = run("quotes", "--indirect", *words, *form).out
            assert "“it would”" not in out
            assert "it would" in out
            assert "indirect" in out.lower()
    assert "  Ada Brook: (indirect) it would\n" in run("quotes", "--indirect").out


@pytest.fixture
def quoted_twice(archive: FakeArchive) -> FakeArchive:
    """An archive in which another article has the words of one quote otherwise; both are quotes in it."""
    first, later = replace(SURE, id=5), replace(UNSURE, id=6, text="The harbour opens in June,")
    pieces = (
        Piece(Change.KEPT, "The harbour"),
        Piece(Change.LEFT_OUT, "will open"),
        Piece(Change.ADDED, "opens"),
        Piece(Change.KEPT, "in June,"),
    )
    late = replace(archive.article_.summary, source="Late")
    variant = Variant(QuoteInArticle(later, late), pieces)
    archive.quotes_ = (first, later, replace(SURE, id=7, text="Alone"))
    archive.variants_ = {5: (variant,), 6: (variant,)}
    return archive


def test_variants_tell_a_statement_once(quoted_twice: FakeArchive, run: Run) -> None:
    assert run("quotes", "--variants").out.splitlines() == [
        "Ada Brook: “The harbour will open in June,”",
        f"  The Wire · May 3 · article 7 · {TITLE}",
        f"  Late · May 3 · article 7 · {TITLE} · as a trader ?: "
        "The harbour [-will open-] {+opens+} in June,",
        "",
        "Ada Brook: “Alone”",
        f"  The Wire · May 3 · article 7 · {TITLE}",
    ]


def test_a_statement_of_more_articles_than_are_told_is_told_once(
    archive: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.models.statements.MOST_VARIANTS", 3)
    archive.quotes_ = tuple(replace(SURE, id=number) for number in range(1, 9))
    archive.quotes_ += tuple(replace(UNSURE, id=number, text=SURE.text) for number in (9, 10))
    found = {each.id: QuoteInArticle(each, an_article().summary) for each in archive.quotes_}

    def statement(number: int) -> Statement:
        archive.asked.append(("statement", {}))
        first = (1, 2, 3, *([number] if number > 3 else []))
        return Statement(tuple(Variant(found[each], (Piece(Change.KEPT, SURE.text),)) for each in first))

    monkeypatch.setattr(archive, "statement", statement)
    out = run("quotes", "--variants").out
    assert out.count("Ada Brook: “") == 1
    assert out.endswith("  or more articles; those that came first are told\n")
    assert [name for name, _ in archive.asked].count("statement") == 3
    monkeypatch.setattr("reader.export.MOST_VARIANTS", 3)
    assert "Quoted 3 times or more, in order" in run("quotes", "--variants", "--markdown").out


def test_variants_as_json_have_their_pieces(quoted_twice: FakeArchive, run: Run) -> None:
    both, alone = run("quotes", "--variants", "--json").objects
    assert (both["text"], both["articles"], len(alone["variants"])) == (SURE.text, 1, 1)
    assert [each["quote_id"] for each in both["variants"]] == [5, 6]
    assert both["variants"][1]["pieces"] == [
        {"change": "kept", "text": "The harbour"},
        {"change": "left out", "text": "will open"},
        {"change": "added", "text": "opens"},
        {"change": "kept", "text": "in June,"},
    ]
    assert both["variants"][0]["context"]


def test_the_same_words_are_said_to_be_the_same(quoted_twice: FakeArchive, run: Run) -> None:
    (variant,) = quoted_twice.variants_[5]
    quoted_twice.variants_[5] = (replace(variant, pieces=(Piece(Change.KEPT, "x"),)),)
    assert f"{TITLE} · as a trader ?: the same words\n" in run("quotes", "--variants").out


def test_a_statement_in_parts_is_told_once_and_as_such(
    quoted_twice: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (Piece(Change.KEPT, "The harbour opens in June, at last"),)
    parts = [
        replace(SURE, id=number, text=text) for number, text in ((8, "The harbour opens"), (9, "at last"))
    ]
    quoted_twice.quotes_ = tuple(parts)
    told = {each.id: Variant(QuoteInArticle(each, an_article().summary), whole) for each in parts}
    monkeypatch.setattr(quoted_twice, "statement", lambda number: Statement((told[number],)))
    assert run("quotes", "--variants").out.splitlines() == [
        "Ada Brook: “The harbour opens in June, at last” (in parts)",
        f"  The Wire · May 3 · article 7 · {TITLE}",
    ]
    (found,) = run("quotes", "--variants", "--json").objects
    assert found["text"] == whole[0].text
    assert (found["variants"][0]["text"], found["variants"][0]["in_parts"]) == ("The harbour opens", True)
    assert (
        "> “The harbour opens in June, at last” (in parts)" in run("quotes", "--variants", "--markdown").out
    )


def test_nothing_is_said_to_be_nothing(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = ()
    for words in ((), ("--variants",), ("--csv",), ("--json",), ("--by", "a", "--by", "b", "--markdown")):
        ran = run("quotes", *words)
        assert ran.code == 0
        assert "no quote matches" in ran.err
