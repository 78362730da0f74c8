"""The quotes of the open article: followed, marked, explained, compared, corrected, copied."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from rich.cells import cell_len

from index.errors import LockedError, NotFoundError
from index.models import Article, Label, PartialDate, Quote, QuoteInArticle, QuoteKind, Summary
from index.models.decisions import DecisionKind
from index.models.statements import Change, Piece
from reader.tui.cells import Part
from reader.tui.marks import Marks, QuoteMarks, highlights, sign_of
from reader.tui.panes.quotes import QUOTE_ROWS, _quote_rows, tally_elsewhere
from reader.tui.quote_lines import evidence_parts
from reader.tui.statement_rows import change_line, marked_words
from reader.tui.voices import voices
from tests.app.hostile import ALL, FORBIDDEN, WIDE
from tests.app.memory import MemoryArchive
from tests.app.screen import Reader, reading

FINE = "\n\n".join(f"Paragraph {number} says that the weather was fine." for number in range(12))
LATER = "\n\n".join(f"Later paragraph {number} says the same." for number in range(20))
BODY = f"""\
Robert Hale is an engineer.

{FINE}

“The bridge will hold for a hundred years,” he said on Monday.

Officials say the bridge is too narrow for two lorries.

“Perhaps it will not,” said Ben Reed.

{LATER}

“We shall see,” Mr. Hale said."""

HOLD, PERHAPS, SEE = "The bridge will hold for a hundred years,", "Perhaps it will not,", "We shall see,"
NARROW = "the bridge is too narrow for two lorries"


@pytest.fixture
def archive() -> MemoryArchive:
    """Robert Hale, also “he” and Mr. Hale, speaks in two articles, Ben Reed, who is not sure, in one."""
    archive = MemoryArchive()
    archive.put(
        "Bridge opens",
        BODY,
        source="Post",
        published=PartialDate(2024, 5, 1),
        people=["Robert Hale", "Ben Reed", "Mr. Hale"],
        quotes=[(HOLD, "Robert Hale"), (PERHAPS, "Ben Reed"), (SEE, "Robert Hale")],
    )
    archive.put(
        "A hundred years",
        "“The bridge will last for a hundred years, at least,” the engineer said. Robert Hale was there.",
        source="Herald",
        published=PartialDate(2024, 4, 2),
        people=["Robert Hale"],
        quotes=[("The bridge will last for a hundred years, at least,", "Robert Hale")],
    )
    text = archive.stored[1].text
    hold, perhaps, see = archive.said[1]
    he, title, name = text.index(" he said") + 1, text.index("Mr. Hale"), text.index("Robert Hale")
    hold = replace(
        hold,
        speaker="he",
        speaker_start=he,
        speaker_end=he + 2,
        cue_start=he + 3,
        cue_end=he + 7,
        chain=((title, title + 8), (name, name + 11)),
        confidence=0.99,
    )
    start = text.index(NARROW)
    narrow = Quote(start, start + len(NARROW), NARROW, QuoteKind.INDIRECT, "Officials", start - 14, start - 5)
    narrow = replace(narrow, cue="say", confidence=1.0, id=1999)
    archive.said[1] = (hold, narrow, replace(perhaps, confidence=0.5), see)
    archive.same = [{1000, 2000}]
    return archive


def pane(reader: Reader) -> list[str]:
    """The rows of the quotes pane on a screen of 120 columns."""
    return [line[84:] for line in reader.lines[1:-1]]


def selected(reader: Reader) -> str:
    """The row of the quotes pane that has the cursor."""
    return next(
        (line[1:].strip() for line in (each.lstrip() for each in pane(reader)) if line[:1] == "▌"), ""
    )


async def test_the_pane_follows_the_article_and_marks_what_is_in_view(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        assert selected(reader).startswith("Robert Hale")
        assert "│" not in reader.text
        await reader.press("space")
        assert selected(reader) == "“The bridge will hold for a"
        assert [line.strip() for line in pane(reader) if "│" in line] == [
            "│  hundred years,”",
            "│ ?“Perhaps it will not,”",
        ]
        assert "ARTICLE" not in reader.styled("reverse").split("|")[0]
        await reader.press("G")
        assert selected(reader) == "“We shall see,”"
        assert "article 1 · Robert Hale" in reader.lines[-1]
        await reader.press("g")
        assert "│" not in reader.text
        assert "Robert Hale" not in reader.lines[-1]


async def test_the_cursor_is_on_the_first_quote_in_view_whichever_way_one_reads(
    archive: MemoryArchive,
) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space")
        for _ in range(30):
            await reader.press("j")
            if HOLD not in " ".join(reader.text.split()):
                break
        assert selected(reader) == "?“Perhaps it will not,”"
        assert "article 1 · Ben Reed ?" in reader.lines[-1]
        await reader.press("k", "k", "k", "k", "k", "k")
        assert selected(reader) == "“The bridge will hold for a"


async def test_the_keys_stay_where_they_are_while_the_pane_follows(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "G")
        assert reader.app.focused is not None
        assert reader.app.focused.id == "article"


async def test_a_quote_that_is_chosen_stays_selected_until_it_is_read_past(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "3", "G", "enter")
        assert selected(reader) == "?“Perhaps it will not,”"
        await reader.press("j")
        assert selected(reader) == "?“Perhaps it will not,”"
        await reader.press("G")
        assert selected(reader) == "“We shall see,”"


async def test_nothing_is_painted_in_the_pane_while_nothing_changes_in_it(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space")
        painted: list[str] = []
        quotes = reader.app.screen.query_one("#quotes")
        monkeypatch.setattr(quotes, "refresh", lambda *args, **kwargs: painted.append("refresh"))
        await reader.press("j")
        assert painted == []
        await reader.press("G")
        assert painted


async def test_the_selected_quote_is_marked_with_the_mention_of_its_speaker(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space")
        assert any(f"▌ “{HOLD}” he" in line for line in reader.lines)
        assert HOLD in reader.styled("bold")
        assert reader.styled("underline") == "he"
        await reader.press("3", "right_curly_bracket", "j")
        assert HOLD not in reader.styled("bold")
        assert PERHAPS in reader.styled("bold")
        assert "article 1 · Ben Reed ?" in reader.lines[-1]


async def test_a_key_shows_cue_mention_and_chain_each_marked_in_its_own_way(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 90)) as reader:
        await reader.press("enter", "w")
        assert "“he” said → “Mr. Hale” → “Robert Hale” · 99 % sure" in reader.lines[-1]
        assert "w: more" not in reader.lines[-1]
        rows = " ".join(reader.text.split())
        assert "he said on Monday." in rows
        assert "Robert Hale is an engineer." in rows
        assert any(line[34:].startswith("› Robert Hale is") for line in reader.lines)


def test_the_marks_of_an_attribution_differ_without_colour() -> None:
    quote = Quote(0, 1, "a", QuoteKind.DIRECT, "b", 2, 3, "c", 1, "d", 4, 5, chain=((6, 7),))
    marks = Marks(matches=((8, 9),), quote=QuoteMarks.of(quote, evidence=True), reported=((10, 11),))
    looks = [
        (each.style.bold, each.style.underline, each.style.reverse, each.style.italic)
        for each in highlights([], marks)
    ]
    assert len(set(looks)) == len(looks) == 6
    signs = [sign_of(marks, start, start + 1) for start in (0, 6, 10, 12)]
    assert signs == ["▌", "›", "~", " "]


async def test_evidence_out_of_view_is_gone_through_by_the_same_key_and_left_by_back(
    archive: MemoryArchive,
) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        before = reader.lines[2:-1]
        await reader.press("w")
        assert (
            reader.lines[-1]
            .strip()
            .startswith("“he” said → “Mr. Hale” → “Robert Hale” · 99 % sure · w: more")
        )
        await reader.press("w")
        assert "“We shall see,” Mr. Hale said." in reader.text
        assert selected(reader) == "“The bridge will hold for a"
        await reader.press("w")
        assert "Robert Hale is an engineer." in reader.text
        await reader.press("w")
        assert f"“{HOLD}” he" in reader.text
        await reader.press("ctrl+o")
        assert [line[34:84] for line in reader.lines[2:-1]] == [line[34:84] for line in before]


async def test_who_is_not_sure_has_a_question_mark_and_is_counted_apart(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        names = [line.split() for line in pane(reader)]
        assert ["Ben", "Reed", "1?"] in names
        assert ["▌Robert", "Hale", "2"] in names
        await reader.press("space", "3", "right_curly_bracket", "j", "w")
        assert reader.lines[-1].startswith(" ? “Ben Reed” said · 50 % sure")


async def test_a_quote_that_other_articles_have_too_says_so(archive: MemoryArchive) -> None:
    hold, *others = archive.said[1]
    archive.said[1] = (replace(hold, elsewhere=2), *others)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        assert [line.split()[-1] for line in pane(reader) if "×" in line] == ["×3"]
        assert any("hundred years,” ×3" in line for line in pane(reader))


@pytest.mark.parametrize("repeated", [1, 120])
@pytest.mark.parametrize("size", range(70))
def test_the_number_of_articles_stands_behind_a_quote_of_any_length(size: int, repeated: int) -> None:
    text = ("harbour walls and " * 9)[:size].strip() + "x"
    quote = Quote(0, len(text), text, QuoteKind.DIRECT, elsewhere=repeated)
    rows = ["".join(part for part, _ in row.parts) for row in _quote_rows(quote, 0, 24)]
    assert len(rows) <= QUOTE_ROWS
    assert max(map(cell_len, rows)) < 24
    assert rows[-1].endswith(f" ×{repeated + 1}")
    plain = _quote_rows(replace(quote, elsewhere=0), 0, 24)
    assert "×" not in "".join(part for row in plain for part, _ in row.parts)


async def test_speech_without_marks_is_shown_on_request_and_kept_apart(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 30)) as reader:
        await reader.press("enter", "space")
        assert "Officials " not in " ".join(pane(reader))
        assert "narrow" not in reader.styled("italic")
        await reader.press("r")
        rows = pane(reader)
        index = next(index for index, row in enumerate(rows) if "Officials" in row)
        assert rows[index].split()[-1] == "1~"
        assert "reported speech" in rows[index + 1]
        assert "~the bridge is too narrow" in rows[index + 2]
        assert "“the bridge is too" not in reader.text
        assert "narrow" in reader.styled("italic")
        assert any(line[34:].startswith("~ Officials say") for line in reader.lines)
        assert selected(reader) == "“The bridge will hold for a"
        await reader.press("r")
        assert "narrow" not in " ".join(pane(reader))
        assert "narrow" not in reader.styled("italic")


async def test_the_variants_of_a_statement_come_first_source_first_with_their_differences(
    archive: MemoryArchive,
) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "w", "v")
        assert reader.lines[0].startswith(" SAME WORDS in 2 articles")
        first = next(
            i for i, line in enumerate(reader.lines) if "2024-04-02 · Herald · A hundred years" in line
        )
        own = next(i for i, line in enumerate(reader.lines) if "2024-05-01 · Post · Bridge opens" in line)
        assert first < own
        assert "“he”: Robert Hale · words: 3 left out, 1 added · this one" in reader.lines[own + 1]
        assert "[-last-] {+hold+} for a hundred" in reader.text
        assert "[-last-]" in reader.styled("strike")
        assert "{+hold+}" in reader.styled("bold")


async def test_a_variant_is_gone_to_and_come_back_from(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "w", "v", "k", "enter")
        assert "article 2 · Robert Hale" in reader.lines[-1]
        assert any("▌ “The bridge will last" in line for line in reader.lines)
        await reader.press("ctrl+o")
        assert reader.lines[0].startswith(" SAME WORDS")
        assert any(line.startswith("▌ 2024-04-02") for line in reader.lines)
        await reader.press("ctrl+o")
        assert "article 1 · Robert Hale" in reader.lines[-1]
        assert selected(reader) == "“The bridge will hold for a"


async def test_a_statement_of_very_many_articles_says_that_there_may_be_more(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.models.statements.MOST_VARIANTS", 2)
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "w", "v")
        assert reader.lines[0].startswith(" SAME WORDS in 2 articles or more")


async def test_where_one_comes_back_to_a_quote_it_has_the_speaker_that_it_has_by_then(
    archive: MemoryArchive,
) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "3", "enter", "x", "enter", "enter", "ctrl+o")
        assert "article 1 · Ben Reed" in reader.lines[-1]
        assert selected(reader) == "=“The bridge will hold for a"
        await reader.press("enter", "x", "n", "enter", "ctrl+o")
        assert "Robert Hale" not in reader.lines[-1]
        assert "The bridge will hold" not in " ".join(pane(reader))


async def test_a_place_with_a_quote_marked_and_a_name_selected_is_come_back_to_as_it_is_by_then(
    archive: MemoryArchive,
) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "o", "s", "enter", "x", "enter", "enter")
        assert "“Ben Reed” says: The bridge will hold" in reader.lines[-1]
        await reader.press("ctrl+o", "ctrl+o")
        assert "article 1 · Ben Reed" in reader.lines[-1]


async def test_a_quote_is_selected_where_the_pane_has_it_by_then(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "j", "j", "enter", "3", "k", "x", "enter", "enter", "ctrl+o")
        assert selected(reader) == "“We shall see,”"
        assert "article 1 · Robert Hale" in reader.lines[-1]


async def test_an_article_that_cannot_be_opened_is_no_jump(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = archive.article

    def article(number: int) -> Article:
        if number == 2:
            raise NotFoundError("it is gone")
        return known(number)

    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "w", "v", "k")
        monkeypatch.setattr(archive, "article", article)
        await reader.press("enter")
        assert "it is gone" in reader.lines[-1]
        await reader.press("1", "j", "enter")
        assert "it is gone" in reader.lines[-1]
        await reader.press("ctrl+o", "ctrl+o")
        assert "There is nothing to go back to." in reader.lines[-1]


async def test_what_has_no_marks_is_gone_to_and_asked_about_without(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "r", "3", "G")
        while "Officials" not in selected(reader):
            await reader.press("k")
        await reader.press("o")
        assert "article 1 · Officials" in reader.lines[-1]
        assert "Nobody is named" not in reader.lines[-1]
        await reader.press("3", "j", "x", "a", "enter")
        assert "Who says: the bridge is too" in reader.text


async def test_words_that_nobody_else_reports_are_said_to_be(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "G", "v")
        assert "No other article" in reader.lines[-1]


async def test_the_user_says_who_speaks_and_takes_it_back(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "x")
        assert f"“{HOLD}”" in reader.lines[2]
        assert "“he”: Robert Hale · 99 % sure" in reader.lines[3]
        await reader.press("enter")
        assert "Who says “The bridge" in reader.lines[1]
        assert reader.lines[2].startswith("▌ Ben Reed")
        await reader.press("enter")
        assert archive.decisions()[0].kind is DecisionKind.ATTRIBUTE
        assert "“Ben Reed” says: The bridge will hold" in reader.lines[-1]
        assert "U takes it back." in reader.lines[-1]
        assert selected(reader) == "=“The bridge will hold for a"
        assert ["Ben", "Reed", "1", "1?"] in [line.split() for line in pane(reader)]
        await reader.press("w")
        assert "Ben Reed · your word" in reader.lines[-1]
        await reader.press("U")
        assert archive.decisions() == ()
        assert selected(reader) == "“The bridge will hold for a"


@pytest.mark.parametrize(
    ("keys", "told"), [("k", "Nobody known says:"), ("n", "o quote: "), ("t", "“Ben Reed” says:")]
)
async def test_each_answer_is_decided_and_seen_at_once(archive: MemoryArchive, keys: str, told: str) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "3", "right_curly_bracket", "j", "x", keys, "enter")
        assert told in reader.lines[-1]
        assert "?“Perhaps" not in reader.text
        shown = " ".join(" ".join(pane(reader)).split())
        if keys == "k":
            assert "speaker not known 1" in shown
            assert "=“Perhaps it will not,”" in shown
        elif keys == "t":
            assert "=“Perhaps it will not,”" in shown
        else:
            assert "Perhaps" not in shown


async def test_a_speaker_is_found_by_typing_or_named_anew(archive: MemoryArchive) -> None:
    archive.put("Far", "“Yes,” said Dora Far.", people=["Dora Far"], quotes=[("Yes,", "Dora Far")])
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "x", "a", "enter")
        assert "Dora Far" not in reader.text
        await reader.type("dor")
        assert reader.lines[2].startswith("▌ Dora Far")
        assert reader.lines[3].strip() == "dor"
        await reader.press("enter")
        assert archive.decisions()[-1].name == "Dora Far"
        await reader.press("x", "a", "enter")
        await reader.type("Zoe New")
        await reader.press("enter")
        assert archive.decisions()[-1].name == "Zoe New"
        assert archive.decisions()[-1].label is Label.PERSON


async def test_the_name_of_a_speaker_is_corrected_from_the_same_menu(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "x", "m", "enter")
        assert "Robert Hale, person" in reader.text
        await reader.press("escape", "3", "g", "x")
        assert "Robert Hale, person" in reader.text


async def test_errors_of_the_archive_are_told(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise LockedError("another program writes to the archive")

    def gone(_: int) -> None:
        raise NotFoundError("there is no such quote")

    monkeypatch.setattr(archive, "unquote", locked)
    monkeypatch.setattr(archive, "statement", gone)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "x", "n", "enter")
        assert "another program writes" in reader.lines[-1]
        await reader.press("v")
        assert "there is no such quote" in reader.lines[-1]


async def test_a_quote_is_copied_with_its_source(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "space", "y")
        assert reader.app.clipboard == f"“{HOLD}” (Robert Hale, 2024-05-01, Post, “Bridge opens”, article 1)"
        assert "Sent to the clipboard: “The bridge" in reader.lines[-1]
        await reader.press("3", "right_curly_bracket", "j", "y")
        assert "(Ben Reed (?, 50 % sure), 2024-05-01" in reader.app.clipboard
        monkeypatch.setenv("TERM", "linux")
        await reader.press("y")
        assert "no clipboard" in reader.lines[-1]


async def test_the_address_is_copied_too_and_the_message_fits(
    archive: MemoryArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "tmux-256color")
    monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")
    archive.stored[1] = replace(archive.stored[1], address="https://post.example/bridge")
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "space", "y")
        assert reader.app.clipboard.endswith("“Bridge opens”, article 1, https://post.example/bridge)")
        assert "set -s set-clipboard on)" in reader.lines[-1]


@pytest.mark.parametrize("keys", ["w", "v", "y"])
async def test_an_article_without_quotes_says_so(keys: str) -> None:
    archive = MemoryArchive()
    archive.put("Rain", "It rained.")
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", keys)
        assert "Nobody is quoted in this article." in reader.lines[-1]


def spoken(number: int, *, indirect: bool = False, article_id: int = 2, day: int = 1) -> QuoteInArticle:
    kind = QuoteKind.INDIRECT if indirect else QuoteKind.DIRECT
    said = Quote(number, number + 1, "x", kind, speaker_name="Robert Hale", speaker_id=1, confidence=0.95)
    return QuoteInArticle(said, Summary(article_id, "T", None, PartialDate(2024, 1, day), 1))


@dataclass(frozen=True)
class Found:
    """Somebody's quotes, newest first, of whom an archive counts those with marks."""

    said: list[QuoteInArticle]
    known: bool = True

    def quotes(self, speaker_id: int, limit: int, *, indirect: bool = False) -> list[QuoteInArticle]:
        wanted = [each for each in self.said if indirect or each.quote.kind is not QuoteKind.INDIRECT]
        return wanted[:limit]

    def count(self, speaker_id: int, name: str) -> int | None:
        return len(self.quotes(speaker_id, 1000)) if self.known else None


HERE = spoken(0, article_id=1).quote


@pytest.mark.parametrize(
    ("marked", "unmarked", "known", "without", "with_reported"),
    [
        (3, 0, True, "3", "3"),
        (20, 5, True, "20", "20 5~"),
        (37, 0, True, "20 of 37", "20 of 37"),
        (37, 5, True, "20 of 37", "20 of 37, 5~ or more"),
        (37, 0, False, "20 or more", "20 or more"),
        (3, 50, True, "3", "3, 20~ or more"),
    ],
)
def test_the_count_elsewhere_is_of_all_and_the_same_with_reported_speech(
    marked: int, unmarked: int, known: bool, without: str, with_reported: str
) -> None:
    every = [spoken(number, indirect=True, day=9) for number in range(unmarked)]
    every += [spoken(100 + number, day=8) for number in range(marked)]
    source = Found([spoken(0, article_id=1, day=10), *every], known)
    (plain,) = voices([HERE], 1, source)
    (both,) = voices([HERE], 1, source, indirect=True)
    assert (tally_elsewhere(plain), tally_elsewhere(both)) == (without, with_reported)
    listed = [each for each in both.elsewhere if each.quote.kind is not QuoteKind.INDIRECT]
    assert listed == list(plain.elsewhere)
    assert [each.quote.start for each in both.elsewhere[: min(unmarked, 20)]] == list(
        range(min(unmarked, 20))
    )


@pytest.mark.parametrize("keys", ["w", "v", "y", "x", "o", "r"])
async def test_without_an_article_the_keys_of_quotes_say_what_to_do(keys: str) -> None:
    async with reading(MemoryArchive(), size=(80, 24)) as reader:
        await reader.press(keys)
        assert reader.app.failure is None
        assert "? help" not in reader.lines[-1]


@pytest.mark.parametrize("text", ALL, ids=lambda text: ascii(text)[:20])
async def test_hostile_quotes_reach_no_screen_and_no_clipboard(text: str) -> None:
    archive = MemoryArchive()
    words = f"before {text} after"
    for _ in range(2):
        archive.put(words, f"“{words}” {words} said.", source=words, people=[words], quotes=[(words, words)])
    archive.said[1] = tuple(
        replace(each, chain=((0, len(words)),), cue=text, cue_start=0, cue_end=3) for each in archive.said[1]
    )
    archive.same = [{1000, 2000}]
    async with reading(archive, size=(80, 24)) as reader:
        for key in (
            "enter",
            "w",
            "w",
            "r",
            "v",
            "enter",
            "ctrl+o",
            "escape",
            "x",
            "a",
            "enter",
            "escape",
            "y",
        ):
            await reader.press(key)
            assert not FORBIDDEN & set(reader.text.replace("\n", "")), ascii(reader.text)
            assert "ZXZpbA" not in reader.text
        assert reader.app.failure is None
        assert not FORBIDDEN & set(reader.app.clipboard)
        assert reader.app.clipboard.isprintable() or "👩" in text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_no_row_is_wider_than_the_screen(size: tuple[int, int]) -> None:
    archive = MemoryArchive()
    for _ in range(2):
        archive.put(WIDE, f"“{WIDE * 3}” {WIDE} said.", people=[WIDE], quotes=[(WIDE * 3, WIDE)])
    archive.same = [{1000, 2000}]
    async with reading(archive, size=size) as reader:
        for key in ("enter", "3", "j", "w", "v", "q", "x", "escape", "z"):
            await reader.press(key)
            strips = reader.app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}
        assert reader.app.failure is None


def told(parts: list[Part]) -> str:
    """Parts as text."""
    return "".join(text for text, _ in parts)


@pytest.mark.parametrize("width", range(20, 100, 7))
def test_the_sentence_of_the_evidence_fits_and_keeps_the_certainty(width: int) -> None:
    text = "The deputy spokesperson for the ministry, Mr. Hale and Robert Hale"
    first, last = text.index("Mr. Hale"), text.index("Robert Hale")
    quote = Quote(
        0, 3, "The", QuoteKind.DIRECT, "the deputy spokesperson for the ministry", 0, 40, "Robert Hale"
    )
    quote = replace(quote, cue="said", confidence=0.99, chain=((first, first + 8), (last, last + 11)))
    line = told(evidence_parts(quote, text, width))
    assert len(line) <= width
    assert line.endswith(" · 99 % sure")
    assert "Robert" in line


def test_a_speaker_without_a_mention_is_told_to_be_carried_over() -> None:
    quote = Quote(0, 3, "The", QuoteKind.DIRECT, speaker_name="Robert Hale", confidence=0.5)
    assert told(evidence_parts(quote, "", 80)) == "? the words before → Robert Hale · 50 % sure"
    unnamed = replace(quote, speaker="a guard", speaker_name=None, cue="said", confidence=1.0)
    assert told(evidence_parts(unnamed, "", 80)) == "the text names nobody; “a guard” said · 100 % sure"
    assert told(evidence_parts(unnamed, "", 40)) == "unnamed: “a guard” said · 100 % sure"
    nobody = replace(quote, speaker_name=None)
    assert "Nobody is named" in told(evidence_parts(nobody, "", 80))


def test_words_that_differ_have_signs_around_them() -> None:
    pieces = (Piece(Change.KEPT, "It"), Piece(Change.LEFT_OUT, "will not"), Piece(Change.ADDED, "[did]"))
    text, looks = marked_words(pieces)
    assert text == "It [-will not-] {+[did]+}"
    assert [text[each.start : each.end] for each in looks] == ["[-will not-]", "{+[did]+}"]
    assert change_line(pieces) == "words: 2 left out, 1 added"
    assert change_line(pieces[:1]) == "word for word"
