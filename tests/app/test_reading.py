"""The reading screen as its user sees it, over a small archive in memory."""

from __future__ import annotations

import pytest
from textual import events

from index.models import PartialDate, Problem
from index.userstate import Position
from reader.tui.screens.reading import ReadingScreen
from tests.app.memory import MemoryArchive, MemoryState
from tests.app.screen import reading

LONG = "\n\n".join(f"Paragraph {number} says nothing of note about the weather." for number in range(40))


@pytest.fixture
def archive() -> MemoryArchive:
    """Three articles; Ada Stone speaks in two of them."""
    archive = MemoryArchive()
    archive.put(
        "Harbour bridge opens",
        "The bridge opened on Monday.\n\n“It took nine years,” Ada Stone said.\n\n“Too long,” said Ben Reed.",
        source="Harbour Post",
        published=PartialDate(2024, 5, 1),
        people=["Ada Stone", "Ben Reed"],
        quotes=[("It took nine years,", "Ada Stone"), ("Too long,", "Ben Reed")],
    )
    archive.put(
        "Mayor plans a second bridge",
        f"{LONG}\n\n“A bridge in two years,” Ada Stone said on Friday.",
        source="Herald",
        published=PartialDate(2023, 2, 3),
        people=["Ada Stone"],
        quotes=[("A bridge in two years,", "Ada Stone")],
    )
    archive.put("Rain", "It rained.", source=None)
    return archive


async def test_all_articles_are_listed_newest_first_with_source_and_date(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        assert "3 of 3 · newest first" in reader.lines[0]
        assert reader.lines[2].startswith("▌Harbour bridge opens")
        assert reader.lines[3].startswith("   Harbour Post · 2024-05-01")
        assert reader.lines[4].startswith(" Mayor plans a second bridge")
        assert reader.lines[7].startswith("   no source · undated")
        assert "Press / and type a word." in reader.text


async def test_results_appear_as_one_types_with_the_matches_marked(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("slash")
        await reader.type("brid")
        assert "2 of 3 · best first" in reader.lines[0]
        assert "Rain" not in reader.text
        assert "bridge" in reader.styled("reverse").casefold()


async def test_enter_opens_an_article_with_title_meta_line_and_text(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 40)) as reader:
        await reader.press("enter")
        assert "Harbour Post · 2024-05-01 · 20 words" in reader.text
        assert "“It took nine years,” Ada Stone said." in reader.text
        assert "article 1" in reader.lines[-1]
        assert reader.state.read == {1}


async def test_matches_are_walked_through_and_counted(archive: MemoryArchive) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("enter", "n")
        assert "match 1 of 2" in reader.lines[-1]
        await reader.press("n")
        assert "match 2 of 2" in reader.lines[-1]
        await reader.press("n")
        assert "match 1 of 2" in reader.lines[-1]
        await reader.press("N")
        assert "match 2 of 2" in reader.lines[-1]


async def test_entities_are_walked_through_by_name_and_kind(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e")
        assert "Ada Stone · person · 1 here · 2 in 2 articles" in reader.lines[-1]
        assert "article 1 · name 1 of 2" in reader.lines[-1]
        await reader.press("e")
        assert "Ben Reed · person · 1 here · 1 in 1 article" in reader.lines[-1]
        assert "name 2 of 2" in reader.lines[-1]
        await reader.press("E")
        assert "Ada Stone · person" in reader.lines[-1]
        assert "Ada Stone" in reader.styled("bold")


async def test_a_match_out_of_view_is_brought_into_view(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("j", "enter")
        assert "two years" not in reader.text
        await reader.press("slash")
        await reader.type("friday")
        await reader.press("enter", "2", "n")
        assert "“A bridge in two years,” Ada Stone said on" in reader.text
        assert "match 1 of 1" in reader.lines[-1]


async def test_the_quotes_pane_groups_by_speaker_here_and_elsewhere(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        pane = [line[86:] for line in reader.lines[:-1]]
        assert pane[1].strip() == "WHO SPEAKS HERE"
        names = [line.split() for line in pane if line.strip() and line.split()[-1] == "1"]
        assert [" ".join(words[:-1]).lstrip("▌") for words in names] == ["Ada Stone", "elsewhere", "Ben Reed"]
        here = next(i for i, line in enumerate(pane) if "It took nine years" in line)
        assert "elsewhere" in pane[here + 1]
        assert "2023-02-03 · Herald · Mayor" in pane[here + 2]
        assert "“A bridge in two years,”" in pane[here + 3]


async def test_a_quote_elsewhere_is_one_key_away_and_back_again(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "j", "enter")
        assert "Mayor plans a second bridge" in reader.lines[1]
        marked = [line for line in reader.lines if "▌ “A bridge in two years,”" in line]
        assert len(marked) == 1
        assert "article 2 · Ada Stone" in reader.lines[-1]
        await reader.press("ctrl+o")
        assert "It took nine years" in reader.text
        assert "article 1" in reader.lines[-1]
        assert any("▌  2023-02-03 · Herald" in line for line in reader.lines), reader.text
        await reader.press("L")
        assert "article 2" in reader.lines[-1]


async def test_back_comes_to_the_rows_that_were_read(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("j", "enter", "space", "space")
        before = reader.lines[2:-1]
        await reader.press("1", "k", "enter")
        assert reader.lines[2:-1] != before
        await reader.press("ctrl+o")
        assert [line[33:] for line in reader.lines[2:-1]] == [line[33:] for line in before]


async def test_an_unsure_attribution_is_shown_as_unsure() -> None:
    archive = MemoryArchive()
    archive.put(
        "Doubt",
        "“Perhaps,” he said. Ada Stone was there.",
        quotes=[("Perhaps,", "Ada Stone")],
        confidence=0.4,
    )
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        assert "?“Perhaps,”" in reader.text
        await reader.press("w")
        assert "? “Ada Stone” said · 40 % sure" in reader.lines[-1]


async def test_words_of_nobody_known_are_shown_under_no_name() -> None:
    archive = MemoryArchive()
    archive.put("Doubt", "“Perhaps,” it was said.", quotes=[("Perhaps,", None)])
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter")
        assert "speaker not known" in reader.text


async def test_enter_on_a_speaker_searches_what_they_said(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "g", "enter")
        assert 'by:"Ada Stone"' in reader.lines[0]


async def test_stepping_out_leads_to_the_results_and_then_out(archive: MemoryArchive) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("enter", "3", "q")
        assert "ARTICLE" in reader.styled("reverse")
        await reader.press("q", "q")
        assert "3 of 3" in reader.lines[0]
        assert reader.app._exit is False
        await reader.press("escape")
        assert "ctrl+q leaves" in reader.lines[-1]
        await reader.press("q")
        assert reader.app._exit is True


async def test_nothing_found_says_what_to_do(archive: MemoryArchive) -> None:
    async with reading(archive, query="xylophone") as reader:
        assert "Nothing found." in reader.text
        assert "0 of 3" in reader.lines[0]
        await reader.press("enter", "n", "e", "w", "o", "s", "3", "enter")
        assert reader.app.failure is None


async def test_an_empty_archive_says_how_to_fill_it() -> None:
    async with reading(MemoryArchive()) as reader:
        assert "newsreader add" in " ".join(reader.text.split())
        await reader.press(
            "enter", "j", "G", "n", "e", "s", "w", "o", "right_square_bracket", "asterisk", "u"
        )
        assert reader.app.failure is None


async def test_the_sample_archive_says_what_it_is_and_what_comes_next(archive: MemoryArchive) -> None:
    archive.is_sample = True
    async with reading(archive) as reader:
        assert "sample archive" in reader.text
        assert "newsreader add FOLDER" in reader.text


async def test_a_query_that_cannot_be_understood_is_told_and_the_results_stay(archive: MemoryArchive) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("slash")
        await reader.type(" date:never")
        assert "date" in reader.lines[-2]
        assert "Harbour bridge opens" in reader.text


async def test_a_narrow_screen_shows_two_panes_and_turns_them(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter")
        assert "RESULTS" in reader.lines[1]
        assert "WHO SPEAKS" not in reader.text
        await reader.press("3")
        assert "RESULTS" not in reader.lines[1]
        assert "WHO SPEAKS HERE" in reader.lines[1]
        assert "ARTICLE" in reader.lines[1]
        await reader.press("1")
        assert "RESULTS" in reader.lines[1]


async def test_the_results_come_into_view_as_one_types_and_leaving_goes_back(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "3", "slash")
        await reader.type("rain")
        assert reader.lines[2].startswith("▌Rain")
        await reader.press("escape")
        assert "WHO SPEAKS HERE" in reader.styled("reverse")


async def test_a_slim_screen_shows_one_pane(archive: MemoryArchive) -> None:
    async with reading(archive, size=(40, 10)) as reader:
        assert "RESULTS" in reader.lines[1]
        assert "ARTICLE" not in reader.lines[1]
        await reader.press("enter")
        assert reader.lines[1].strip() == "ARTICLE"
        await reader.press("3")
        assert reader.lines[1].strip() == "WHO SPEAKS HERE"


async def test_zoom_gives_one_pane_the_whole_width(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "z")
        assert "RESULTS" not in reader.text
        assert "WHO SPEAKS" not in reader.text
        await reader.press("z")
        assert "RESULTS" in reader.text


async def test_a_live_resize_keeps_what_is_read_and_wraps_it_anew(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 40)) as reader:
        await reader.press("j", "enter", "G")
        assert "two years" in reader.text
        await reader.resize(80, 24)
        assert "WHO SPEAKS" not in reader.text
        assert max(len(line) for line in reader.lines) <= 80
        await reader.resize(40, 10)
        await reader.resize(200, 50)
        assert "two years" in reader.text
        assert "WHO SPEAKS" in reader.text


async def test_marks_are_shown_and_toggled(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("asterisk")
        assert reader.state.stars == {1}
        assert reader.lines[2].startswith("▌* Harbour")
        await reader.press("asterisk")
        assert reader.lines[2].startswith("▌Harbour")
        await reader.press("u")
        assert reader.state.read == {1}
        await reader.press("u")
        assert reader.state.read == set()


async def test_the_order_of_the_results_changes(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("S")
        assert "oldest first" in reader.lines[0]
        assert "Harbour" not in reader.lines[2]


async def test_articles_that_are_added_meanwhile_are_told_and_shown(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        screen = reader.app.screen
        assert isinstance(screen, ReadingScreen)
        screen.look_for_more()
        assert "more in the archive" not in reader.lines[0]
        archive.put("Breaking", "News.", published=PartialDate(2024, 6, 1))
        screen.look_for_more()
        await reader.settle()
        assert "1 more in the archive" in reader.lines[0]
        await reader.press("R")
        assert reader.lines[2].startswith("▌Breaking")


async def test_next_article_opens_the_next_result(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "right_square_bracket")
        assert "article 2" in reader.lines[-1]
        await reader.press("left_square_bracket")
        assert "article 1" in reader.lines[-1]


async def test_keys_that_come_in_one_packet_are_taken_in_order(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        for key in ("slash", *"friday", "enter", "enter", "n"):
            reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.settle()
        assert "/ friday" in reader.lines[0]
        assert "article 2" in reader.lines[-1]


async def test_earlier_queries_come_back_with_the_arrow_keys(archive: MemoryArchive) -> None:
    async with reading(archive, state=MemoryState(typed=["rain", "bridge"])) as reader:
        await reader.press("slash", "up", "up")
        assert "1 of 3" in reader.lines[0]
        await reader.press("down")
        assert "2 of 3" in reader.lines[0]


async def test_more_results_are_loaded_on_the_way_down() -> None:
    archive = MemoryArchive()
    for number in range(120):
        archive.put(f"Item {number}", "Text.", published=PartialDate(2024, 1, 1))
    async with reading(archive) as reader:
        await reader.press("G")
        await reader.press("G")
        await reader.press("G")
        assert "Item 119" in reader.text


async def test_help_lists_every_command_and_comes_back(archive: MemoryArchive) -> None:
    async with reading(archive, size=(100, 92)) as reader:
        await reader.press("question_mark")
        assert "(next-entity)" in reader.text
        assert "by:blinken" in reader.text
        await reader.press("q")
        assert "RESULTS" in reader.text


async def test_a_command_is_found_and_run_by_name(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("colon")
        await reader.type("order results")
        assert "sort" in reader.lines[2]
        await reader.press("enter")
        assert "oldest first" in reader.lines[0]
        await reader.press("ctrl+p", "escape")
        assert "RESULTS" in reader.text


async def test_letters_typed_in_the_query_line_run_no_command(archive: MemoryArchive) -> None:
    async with reading(archive) as reader:
        await reader.press("slash")
        await reader.type("quznesz123")
        assert "/ quznesz123" in reader.lines[0]
        await reader.press("ctrl+w", "escape")
        assert "3 of 3" in reader.lines[0]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ((*"rain",), "/ rain "),
        (("space", *"rain"), "/ bridge rain "),
        (("left", "x"), "/ bridgxe "),
        (("end", "x"), "/ bridgex "),
        (("home", "x"), "/ xbridge "),
        (("backspace", "x"), "/ bridgx "),
        (("escape", "slash", "x", "y"), "/ xy "),
        (("enter",), "/ bridge "),
    ],
)
async def test_what_is_typed_first_replaces_the_query_unless_the_cursor_has_moved(
    archive: MemoryArchive, keys: tuple[str, ...], shown: str
) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("slash", *keys)
        assert reader.lines[0].startswith(f" {shown}")


async def test_what_is_pasted_first_replaces_the_query(archive: MemoryArchive) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("slash")
        reader.app.screen.query_one("#query").post_message(events.Paste("rain"))
        await reader.settle()
        assert reader.lines[0].startswith(" / rain ")


async def test_the_reader_comes_back_where_it_was_left(archive: MemoryArchive) -> None:
    state = MemoryState(position=Position(2, 300, "bridge"))
    async with reading(archive, state=state) as reader:
        assert "/ bridge" in reader.lines[0]
        assert "2 of 3" in reader.lines[0]
        assert any(line.startswith("▌Mayor plans") for line in reader.lines)
        assert "Mayor plans a second bridge" in reader.lines[1]
        await reader.press("2", "space")
        left = reader.lines[2:-1]
    assert state.position.article_id == 2
    async with reading(archive, state=state) as reader:
        assert [line[33:] for line in reader.lines[2:-1]] == [line[33:] for line in left]


async def test_marks_that_cannot_be_kept_are_not_said_to_be(archive: MemoryArchive) -> None:
    state = MemoryState(problem=Problem("state", "your marks cannot be written"))
    async with reading(archive, state=state) as reader:
        assert "cannot be written" in reader.lines[-1]
        await reader.press("asterisk")
        assert "cannot be written" in reader.lines[-1]


async def test_back_from_a_speakers_search_brings_the_query_back(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24), query="bridge") as reader:
        await reader.press("enter", "3", "g", "enter")
        assert 'by:"' in reader.lines[0]
        await reader.press("ctrl+o")
        assert "/ bridge" in reader.lines[0]
        assert "WHO SPEAKS HERE" in reader.styled("reverse")


@pytest.mark.parametrize("name", ["Joe “Bob” Smith", 'Joe "Bob" Smith', "Joe «Bob» Smith"])
async def test_a_speaker_with_a_nickname_in_marks_is_searched_for_by_the_whole_name(name: str) -> None:
    archive = MemoryArchive()
    archive.put("Bridge", f"“It took nine years,” {name} said.", quotes=[("It took nine years,", name)])
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "g", "enter")
        assert '/ by:"Joe Bob Smith" ' in reader.lines[0]


async def test_the_name_of_who_speaks_stays_in_view() -> None:
    archive = MemoryArchive()
    quotes = [(f"Sentence number {number} is about the harbour.", "Ada Stone") for number in range(30)]
    archive.put("Long", " ".join(f"“{words}” said Ada Stone." for words, _ in quotes), quotes=quotes)
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "3")
        assert any(line.endswith("30") and "Ada Stone" in line for line in reader.lines)
        await reader.press("G")
        assert "Ada Stone …" in reader.lines[1]


async def test_speakers_are_walked_through(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "right_curly_bracket", "right_curly_bracket")
        assert any("▌Ben Reed" in line for line in reader.lines)
        await reader.press("left_curly_bracket")
        assert any("▌Ada Stone" in line for line in reader.lines)


async def test_a_half_typed_query_comes_back_after_the_earlier_ones(archive: MemoryArchive) -> None:
    async with reading(archive, state=MemoryState(typed=["rain"])) as reader:
        await reader.press("slash")
        await reader.type("brid")
        await reader.press("up")
        assert "/ rain" in reader.lines[0]
        await reader.press("down")
        assert "/ brid" in reader.lines[0]


async def test_reading_stays_in_place_over_resizes(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("j", "enter", "space")
        before = reader.lines[2]
        for size in ((40, 10), (200, 60), (80, 24)):
            await reader.resize(*size)
        assert reader.lines[2][33:] == before[33:]


async def test_o_on_a_name_goes_to_the_first_quote(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "o")
        assert any("▌ “It took nine years,”" in line for line in reader.lines)
        assert "by:" not in reader.lines[0]


async def test_a_query_that_fails_is_not_passed_off_as_searched(archive: MemoryArchive) -> None:
    async with reading(archive, query="bridge") as reader:
        await reader.press("slash")
        assert reader.app.screen.focused is not None
        reader.app.screen.focused.post_message(events.Paste(" bridge" * 40))
        await reader.settle()
        await reader.settle()
        assert "not searched" in reader.lines[0]


async def test_later_pages_are_those_of_what_is_shown() -> None:
    archive = MemoryArchive()
    for number in range(120):
        archive.put(f"Bridge {number}", "Text.", published=PartialDate(2024, 1, 1))
    async with reading(archive) as reader:
        await reader.press("slash")
        await reader.type("brid")
        await reader.press("enter", *["G"] * 3)
        assert "Bridge 119" in reader.text
