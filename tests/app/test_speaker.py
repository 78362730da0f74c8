"""The page of a speaker: rows, the way there and back, the query over the quotes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.errors import ArchiveError, QueryError
from index.models import PartialDate, Quote, QuoteInArticle, QuoteKind, Speaker, Summary
from index.models.profiles import Role, SpeakerProfile, Topic
from index.query import parse
from index.text import clean
from reader.commands.lines import speaker
from reader.settings import Settings
from reader.tui.asking import finder, finished
from reader.tui.entity_rows import Rows
from reader.tui.screens.page import PageScreen
from reader.tui.speaker_rows import Item, add_quotes, fact_rows, packed, summary_line
from tests.app.hostile import ALL, FORBIDDEN, WIDE
from tests.app.memory import GatedSearcher, MemoryArchive, id_of
from tests.app.screen import Reader, reading

ADA, BEN = "Ada Stone", "Ben Reed"
SAID = ("The bridge is safe", "Weapons will not help", "We shall open the bridge in June")


def town(articles: int = 6) -> MemoryArchive:
    """Ada Stone and Ben Reed are quoted in every article, the one of the last by nobody; two are undated."""
    archive = MemoryArchive()
    for number in range(articles):
        words, answer = f"{SAID[number % 3]}, {number}", f"Ask {ADA} about that, {number}"
        archive.put(
            f"Item {number}",
            f"It rained.\n\n“{words},” {ADA} said.\n\n“{answer},” said {BEN}.",
            source="Post",
            published=PartialDate(2024, 1 + number % 5, 1 + number % 28) if number % 3 else PartialDate(),
            people=[ADA, BEN],
            quotes=[(words, ADA), (answer, BEN)],
            confidence=0.5 if number == 1 else 0.95,
        )
    archive.roles[id_of(ADA)] = (
        Role("Mayor", 12, PartialDate(2022, 3, 1), PartialDate(2024, 5)),
        Role("Head of the Harbour Board", 1, PartialDate(2024, 5), PartialDate(2024, 5)),
    )
    archive.topics[id_of(ADA)] = (Topic("bridge", 4), Topic("weapons", 2))
    return archive


def page(reader: Reader) -> list[str]:
    """The rows between the query line and the status line, with the markers."""
    return reader.lines[1:-1]


def selected(reader: Reader) -> str:
    """The row with the marker of the list that has the keys."""
    return next((line.lstrip("▌ ") for line in page(reader) if line.startswith("▌")), "")


async def test_the_page_tells_who_speaks_and_when_and_of_what() -> None:
    async with reading(town(), size=(80, 40)) as reader:
        await reader.press("enter", "3", "s")
        assert page(reader)[:34] == [
            " Ada Stone",
            "  person · 6 quotes (1 unsure) in 6 articles · 2024-01-06 to 2024-05-05",
            "",
            "  ROLES",
            "  Mayor                                     Mar 2022 to May 2024 · 12 articles",
            "  Head of the Harbour Board                               May 2024 · 1 article",
            "",
            "  BY MONTH",
            "  2024-01 █████████████ 1   2024-03 █████████████ 1   2024-05 █████████████ 1",
            "  2024-02 █████████████ 1   2024-04",
            "  undated 2",
            "",
            "  SPEAKS OF                                                             quotes",
            "  bridge 4 · weapons 2",
            "",
            "  QUOTED BESIDE                                                       articles",
            "▌ Ben Reed                                                                   6",
            "",
            "  SPOKEN OF",
            "  6 quotes of others name them",
            "",
            "  QUOTES 6                                                        newest first",
            "  2024-05-05 · Post · Item 4",
            "   “Weapons will not help, 4”",
            "  2024-03-03 · Post · Item 2",
            "   “We shall open the bridge in June, 2”",
            "  2024-02-02 · Post · Item 1",
            " ? “Weapons will not help, 1”",
            "  2024-01-06 · Post · Item 5",
            "   “We shall open the bridge in June, 5”",
            "  undated · Post · Item 0",
            "   “The bridge is safe, 0”",
            "  undated · Post · Item 3",
            "   “The bridge is safe, 3”",
        ]


async def test_a_wide_screen_shows_the_quotes_beside_what_is_known() -> None:
    async with reading(town(), size=(120, 30)) as reader:
        await reader.press("enter", "3", "s")
        assert page(reader)[0].split() == ["Ada", "Stone", "PROFILE"]
        assert page(reader)[1].split()[:2] == ["QUOTES", "6"]
        assert selected(reader).startswith("2024-05-05 · Post · Item 4")
        await reader.press("tab", "j")
        assert "▌ 6 quotes of others name them" in reader.text
        assert "quote 1" not in reader.lines[-1]
        await reader.press("tab", "j")
        assert "quote 2 of 6" in reader.lines[-1]


async def test_on_a_low_screen_the_page_begins_with_who_it_is() -> None:
    async with reading(town(), size=(40, 16)) as reader:
        await reader.press("enter", "3", "s")
        assert page(reader)[1:3] == [
            "  person · 6 quotes (1 unsure) in 6",
            "  articles · 2024-01-06 to 2024-05-05",
        ]


@pytest.mark.parametrize(
    ("keys", "name"),
    [("3 s", ADA), ("3 right_curly_bracket s", BEN), ("s", ADA), ("e e e s", BEN), ("e e e p s", BEN)],
    ids=["the voice", "another voice", "the quote in view", "the name at the cursor", "the page of a name"],
)
async def test_the_page_is_that_of_the_speaker_at_hand(keys: str, name: str) -> None:
    async with reading(town(), size=(80, 30)) as reader:
        await reader.press("enter", *keys.split())
        assert page(reader)[0] == f" {name}"
        assert "person · 6 quotes" in reader.text


async def test_where_nobody_is_known_the_reader_says_so() -> None:
    archive = MemoryArchive()
    archive.put("Rain", "It rained.\n\n“Wet,” it was said.", quotes=[("Wet", None)])
    archive.put("Sun", "It shone.")
    async with reading(archive) as reader:
        await reader.press("s")
        assert "Open an article first" in reader.lines[-1]
        await reader.press("enter", "s")
        assert "Nobody is named as the speaker of these words." in reader.lines[-1]
        await reader.press("1", "j", "enter", "s")
        assert "No quote is in view here; 3 goes to those who speak in this article." in reader.lines[-1]
        await reader.press("P", "s")
        assert "Select a name first" in reader.lines[-1]


async def test_somebody_who_is_named_and_never_quoted_has_a_page() -> None:
    archive = MemoryArchive()
    archive.put("Rain", "Cy Hale waits. “Cy Hale knows,” Ben Reed said.", people=["Cy Hale", BEN])
    archive.said[1] = town(1).said[1][:0]
    archive.put(
        "Sun", "“Cy Hale knows,” Ben Reed said.", people=["Cy Hale", BEN], quotes=[("Cy Hale knows", BEN)]
    )
    async with reading(archive) as reader:
        await reader.press("enter", "e", "s")
        assert "person · never quoted" in reader.text
        assert "▌ 1 quote of others names them" in reader.text
        assert "No quote is known." in reader.text


async def test_from_an_article_three_keys_lead_to_any_quote_and_ctrl_o_back_to_the_page() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "tab", "enter")
        assert "▌ “Weapons will not help, 4,” Ada Stone said." in reader.text
        assert "article 5 · Ada Stone" in reader.lines[-1]
        await reader.press("ctrl+o", "j", "j")
        left = page(reader)
        assert "quote 3 of 6" in reader.lines[-1]
        await reader.press("enter")
        assert "article 2 · Ada Stone ?" in reader.lines[-1]
        await reader.press("ctrl+o")
        assert page(reader) == left
        await reader.press("L")
        assert "article 2 · Ada Stone ?" in reader.lines[-1]
        await reader.press("ctrl+o", "ctrl+o", "ctrl+o")
        assert "ARTICLE" in reader.text
        assert "Ada Stone" in reader.lines[-1]


async def test_a_page_is_come_back_to_at_the_same_row_also_where_it_is_wide() -> None:
    async with reading(town(40), size=(120, 24)) as reader:
        await reader.press("enter", "s", *["j"] * 12, *["k"] * 5)
        left = page(reader)
        await reader.press("enter", "ctrl+o")
        assert page(reader) == left
        await reader.press("tab", "j", "enter", "ctrl+o")
        assert "▌ 40 quotes of others name them" in reader.text


async def test_quotes_are_searched_as_one_types_and_escape_leaves() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "slash")
        await reader.type("weap")
        assert "QUOTES 2 of 6" in page(reader)[1]
        assert [line for line in page(reader) if "“" in line] == [
            "   “Weapons will not help, 4”",
            " ? “Weapons will not help, 1”",
        ]
        assert reader.styled("reverse").count("Weapons") == 2
        await reader.press("escape", "j")
        assert "quote 2 of 2" in reader.lines[-1]
        await reader.press("enter", "ctrl+o")
        assert reader.lines[0].startswith(" / weap")
        assert "quote 2 of 2" in reader.lines[-1]
        await reader.press("slash")
        await reader.type(" bridge")
        assert "No quote has these words." in reader.text
        await reader.press("enter", "escape")
        assert "ROLES" in reader.text
        await reader.press("escape")
        assert "ARTICLE" in reader.text


async def test_a_query_that_cannot_be_understood_leaves_what_is_shown() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "slash")
        await reader.type("weapons date:nonsense x")
        assert "“Weapons will not help, 4”" in reader.text
        assert "is not a date" in reader.lines[-3]


async def test_a_selected_quote_is_copied_and_its_variants_are_gone_to_and_come_back_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    archive = town()
    archive.same = [{2000, 5000}]
    async with reading(archive) as reader:
        await reader.press("enter", "s", "tab", "y")
        assert f"{SAID[1]}, 4" in reader.app.clipboard
        assert "Sent to the clipboard" in reader.lines[-1]
        await reader.press("v")
        assert "SAME WORDS in 2 articles" in reader.text
        await reader.press("g", "enter")
        assert "article 2" in reader.lines[-1]
        await reader.press("ctrl+o")
        assert "SAME WORDS in 2 articles" in reader.text
        await reader.press("q")
        assert "quote 1 of 6" in reader.lines[-1]
        await reader.press("j", "v")
        assert "No other article" in reader.lines[-1]
        assert reader.app.failure is None


@pytest.mark.parametrize("key", ["w", "x"])
async def test_what_works_in_an_article_only_says_so(key: str) -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "tab", key)
        assert f"Enter opens the quote in its article; then {key}." in reader.lines[-1]
        await reader.press("enter", "ctrl+o", "c", "enter", key)
        assert f"Enter opens the quote in its article; then {key}." in reader.lines[-1]


@pytest.mark.parametrize("key", ["w", "v", "y", "x", "o"])
async def test_without_a_selected_quote_a_key_of_quotes_says_so(key: str) -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", key)
        assert "Select a quote first." in reader.lines[-1]


async def test_more_quotes_come_on_the_way_down() -> None:
    async with reading(town(130)) as reader:
        await reader.press("enter", "s", "tab")
        assert "quote 1 of 130" in reader.lines[-1]
        for _ in range(4):
            await reader.press("G")
        assert "quote 130 of 130" in reader.lines[-1]
        left = page(reader)
        await reader.press("enter", "ctrl+o")
        assert "quote 130 of 130" in reader.lines[-1]
        assert page(reader) == left


async def test_whoever_is_quoted_beside_them_is_one_key_away_and_back_again() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "enter")
        assert page(reader)[0] == " Ben Reed"
        assert selected(reader).startswith("Ada Stone")
        await reader.press("ctrl+o")
        assert page(reader)[0] == " Ada Stone"
        assert selected(reader).startswith("Ben Reed")
        await reader.press("p")
        assert "person · 12 in 6 articles" in reader.text
        await reader.press("ctrl+o")
        assert page(reader)[0] == " Ada Stone"


async def test_what_others_say_of_them_is_shown_with_who_says_it() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "j", "enter")
        assert page(reader)[0] == " What others say of Ada Stone"
        assert page(reader)[3:5] == ["   Ben Reed", "   “Ask Ada Stone about that, 4”"]
        await reader.press("slash")
        await reader.type("2")
        assert "QUOTES 1 of 6" in reader.text
        await reader.press("enter", "enter")
        assert "article 3 · Ben Reed" in reader.lines[-1]
        await reader.press("ctrl+o", "s")
        assert page(reader)[0] == " Ben Reed"
        await reader.press("tab", "s")
        assert "This is the page of Ben Reed." in reader.lines[-1]


async def test_where_others_say_too_much_the_list_says_that_it_is_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for where in ("session", "screens.speaker"):
        monkeypatch.setattr(f"reader.tui.{where}.ABOUT", 3)
    async with reading(town()) as reader:
        await reader.press("enter", "s", "j", "enter")
        assert "THE NEWEST 3 OF 6 QUOTES" in reader.text
        await reader.press("slash")
        await reader.type("2")
        assert "QUOTES 1 of 6" in reader.text


async def test_what_others_say_stays_when_it_cannot_be_searched() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "j", "enter")
        await reader.press("slash")
        await reader.type("ask date:nonsense x")
        assert "Ask Ada Stone about that, 4" in reader.text
        assert "is not a date" in reader.lines[-3]


async def test_a_single_letter_is_waited_for_while_typing_and_no_longer() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "slash", "x")
        assert "Weapons will not help" in reader.text
        await reader.press("enter")
        assert "No quote has these words." in reader.text
        await reader.press("slash", "ctrl+u")
        await reader.type("bridge x")
        assert "“The bridge is safe, 3”" in reader.text
        await reader.press("escape", "c", "enter")
        assert "Ada Stone · 0 of 6" in reader.lines[1]


async def test_a_late_page_of_quotes_is_not_added_to_those_of_another_query(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive, gate = town(130), asyncio.Event()
    searcher = GatedSearcher(archive)
    monkeypatch.setattr("tests.app.screen.DirectSearcher", lambda _: searcher)
    async with reading(archive) as reader:
        await reader.press("enter", "s", "tab")
        searcher.gates[id_of(ADA)] = gate
        await reader.pilot.press("G", "slash", *"129", "enter")
        await reader.pilot.pause(0.05)
        assert "quote" in reader.text
        gate.set()
        await reader.settle()
        assert "QUOTES 1 of 130" in reader.text
        assert reader.text.count("“") == 1
        await reader.press("escape", "tab", "G", "G", "G")
        assert "quote 130 of 130" in reader.lines[-1]


async def test_many_beside_are_folded_until_asked_for() -> None:
    archive = MemoryArchive()
    names = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
    said = [(f"Words of {name}", name) for name in names]
    archive.put(
        "Crowd", " ".join(f"“{words},” {name} said." for words, name in said), people=names, quotes=said
    )
    async with reading(archive, size=(80, 40)) as reader:
        await reader.press("enter", "s")
        assert "… 4 more" in reader.text
        await reader.press(*["j"] * 5, "enter")
        assert "Person J" in reader.text
        assert "more" not in reader.text
        await reader.press("G", "enter", "ctrl+o")
        assert "Person J" in reader.text
        assert "more" not in reader.text


async def test_a_decision_of_the_user_is_marked() -> None:
    archive = town(1)
    archive.said[1] = tuple(replace(each, corrected=True) for each in archive.said[1])
    async with reading(archive) as reader:
        await reader.press("enter", "s", "tab")
        assert "   “The bridge is safe, 0”  corrected" in page(reader)


async def test_a_page_lives_through_resizes_with_its_cursor() -> None:
    async with reading(town(40), size=(120, 40)) as reader:
        await reader.press("enter", "s", *["j"] * 9)
        here = selected(reader)[:24]
        for size in ((80, 24), (40, 10), (20, 5), (200, 60), (99, 30), (100, 30), (120, 40)):
            await reader.resize(*size)
            assert max(map(len, reader.lines)) <= size[0]
        assert selected(reader)[:24] == here
        await reader.press("tab", "j")
        await reader.resize(80, 30)
        assert selected(reader).startswith("40 quotes of others")
        await reader.resize(120, 40)
        await reader.press("enter")
        assert page(reader)[0] == " What others say of Ada Stone"


async def test_the_own_keys_work_on_the_page() -> None:
    async with reading(
        town(), settings=Settings(keys={"speaker": "v", "variants": "s", "compare": "C"})
    ) as reader:
        await reader.press("enter", "v", "C")
        assert "Ada Stone beside …" in reader.text
        await reader.press("escape", "colon")
        await reader.type("another part")
        await reader.press("escape", "question_mark", "q", "ctrl+q")
        assert reader.app.return_code in (0, None)


async def test_a_command_of_the_page_is_run_by_name() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "colon")
        await reader.type("bottom")
        await reader.press("enter")
        assert "quote 6 of 6" in reader.lines[-1]
        await reader.press("colon")
        await reader.type("open-quote")
        await reader.press("enter")
        assert "article 4 · Ada Stone" in reader.lines[-1]


async def test_an_archive_that_cannot_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> SpeakerProfile:
        raise ArchiveError("The disk is gone")

    archive = town()
    async with reading(archive) as reader:
        monkeypatch.setattr(archive, "speaker", fail)
        await reader.press("enter", "s")
        assert "The disk is gone" in reader.text
        await reader.press("tab", "j", "enter", "c", "escape", "escape")
        assert "ARTICLE" in reader.text


@pytest.mark.parametrize("text", [*ALL, WIDE * 40], ids=lambda text: ascii(text)[:20])
async def test_hostile_words_and_names_reach_no_screen(text: str) -> None:
    archive = MemoryArchive()
    name = f"Ada {text} Stone"
    words = f"Here is {text} for {BEN}"
    archive.put(
        f"{name} waits", f"“{words},” {name} said. “{text} x,” said {BEN}.", source=text, people=[name, BEN]
    )
    ada = Quote(0, 5, words, QuoteKind.DIRECT, name, 0, 3, name, 7, confidence=0.9)
    archive.said[1] = (ada, replace(ada, start=6, end=9, speaker=BEN, speaker_name=BEN, speaker_id=8))
    archive.roles[7] = (Role(text, 2),)
    archive.topics[7] = (Topic(text, 2),)
    for size in ((100, 30), (80, 24)):
        async with reading(archive, size=size) as reader:
            for keys in ("enter 3 s", "j", "enter", "ctrl+o", "slash x escape", "escape", "c enter", "tab"):
                await reader.press(*keys.split())
                assert not FORBIDDEN & set(reader.text.replace("\n", "")), ascii(reader.text)
                for strip in reader.app.screen._compositor.render_strips():
                    assert strip.cell_length == size[0]
            assert isinstance(reader.app.screen, PageScreen)


TEXTS = st.text(st.sampled_from("ab \n日é👩❤\ufe0f\u200d\u0301-“"), max_size=300).map(clean)


def quoted(text: str, number: int = 1, **fields: object) -> QuoteInArticle:
    """A quote of an article, undated unless ``fields`` say otherwise."""
    quote = Quote(0, len(text), text, QuoteKind.DIRECT, speaker_name=ADA, confidence=0.9)
    published = fields.pop("published", PartialDate())
    assert isinstance(published, PartialDate)
    return QuoteInArticle(replace(quote, **fields), Summary(number, "A title", "Post", published, 9))  # type: ignore[arg-type]


def lines_of(found: Sequence[QuoteInArticle], width: int, query: str = "") -> list[str]:
    """The rows of some quotes as text."""
    rows = Rows[Item](width)
    add_quotes(rows, found, finder(query))
    return ["".join(text for text, _ in row.parts) for row in rows.rows]


@given(TEXTS, st.integers(8, 90), st.sampled_from(["", "ab", "日", "a*"]), st.booleans())
def test_the_rows_of_a_quote_fit(text: str, width: int, query: str, corrected: bool) -> None:
    for line in lines_of([quoted(text, corrected=corrected)], width, query):
        assert cell_len(line) <= max(width, 11)


def test_quotes_of_one_article_stand_under_one_line() -> None:
    found = [quoted("one"), quoted("two"), quoted("three", 2), quoted("four")]
    lines = lines_of(found, 40)
    assert [index for index, line in enumerate(lines) if "A title" in line] == [0, 3, 5]


def test_words_reported_without_marks_have_none() -> None:
    assert lines_of([quoted("it is so", kind=QuoteKind.INDIRECT)], 40)[1] == "  it is so"


def test_a_question_mark_is_for_words_that_may_not_be_those_of_who_is_named() -> None:
    unnamed = quoted("it", speaker_name=None, speaker="a trader", confidence=0.5)
    assert lines_of([unnamed], 40)[1].startswith("? ")
    for sure in (
        quoted("it", confidence=0.5, corrected=True),
        quoted("it", speaker_name=None, speaker="a trader"),
        quoted("it", speaker_name=None, confidence=0.0),
    ):
        assert lines_of([sure], 40)[1].startswith("  ")
        assert not speaker(sure.quote).endswith("?")
    assert speaker(unnamed.quote) == "a trader ?"


def test_a_long_quote_is_shown_from_where_it_matches() -> None:
    lines = lines_of([quoted("word " * 300 + "needle and thread")], 40, "needle")
    assert any("needle" in line for line in lines)
    assert len(lines) <= 7


def test_a_quote_of_a_million_characters_takes_no_more_rows() -> None:
    assert len(lines_of([quoted("word " * 200_000)], 40, "word")) == 7


@given(st.lists(st.text(st.sampled_from("ab日"), min_size=1, max_size=30), max_size=20), st.integers(4, 60))
def test_pieces_are_packed_without_breaking_one(pieces: list[str], width: int) -> None:
    lines = packed(pieces, width)
    assert all(cell_len(line) <= width for line in lines)
    if all(cell_len(each) <= width for each in pieces):
        assert " · ".join(lines).split(" · ") == (pieces or [""])


@given(st.text(st.sampled_from('ab "()*~-:日 ORNT'), max_size=30), st.booleans())
def test_whatever_is_typed_is_asked_for_or_told(text: str, typing: bool) -> None:
    query = finished(text, typing=typing)
    finder(text, typing=typing)("some words")
    try:
        parse(query)
    except QueryError:
        assert query.strip() in (text.strip(), "")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("weap", ["weapons"]),
        ("weapons OR", ["weapons"]),
        ('weapons "machine to', ["weapons"]),
        ("(weap", ["weapons"]),
        ("tools w", ["tools"]),
        ("sent", ["sent"]),
    ],
)
def test_an_unfinished_query_finds_as_far_as_it_goes(typed: str, found: list[str]) -> None:
    words = "we sent weapons and machine tools"
    assert [words[start:end] for start, end in finder(typed, typing=True)(words)] == found


def test_the_line_on_a_speaker_tells_how_many_quotes_are_not_sure() -> None:
    sure = Speaker(1, ADA, "person", (ADA,), 1500, 3)
    assert summary_line(sure) == "person · 1,500 quotes in 3 articles"
    assert summary_line(replace(sure, unsure=1200)) == "person · 1,500 quotes (1,200 unsure) in 3 articles"


@pytest.mark.parametrize("width", [20, 38, 40, 77, 110])
def test_what_is_known_fits_and_names_every_role(width: int) -> None:
    board = Speaker(1, ADA, "org", (ADA, "Stone"), 3, 2, PartialDate(2024), PartialDate(2024, 5))
    roles = (
        Role("Mayor of a town with a long name", 12, PartialDate(2022, 3), PartialDate(2024, 5)),
        Role("Judge", 1),
    )
    profile = SpeakerProfile(board, roles, (), 0, (), (), (), 0, 0)
    rows = fact_rows(profile, width, height=6, unfolded=False)
    lines = ["".join(text for text, _ in row.parts) for row in rows.rows]
    assert all(cell_len(line) <= width for line in lines)
    assert "organisation · 3 quotes in 2 articles" in " ".join(line.strip() for line in lines) or width < 38
    assert any(line.strip().startswith("Judge") and line.endswith("1 article") for line in lines)
    assert any("also Stone" in line for line in lines)
