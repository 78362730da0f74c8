"""Names on the screen: from mention to mention, a name's page, the list of names, filtering by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import EntityCount, Label, PartialDate
from reader.tui.entity_rows import names_rows
from reader.tui.session import Names, Session
from tests.app.hostile import ALL, FORBIDDEN, WIDE
from tests.app.memory import DirectSearcher, MemoryArchive, MemoryState
from tests.app.screen import Reader, reading

PLAIN = "Nothing happened in the town that day."


def harbour() -> MemoryArchive:
    """Four articles of three years; the harbour board is in three of them, Ada Stone in all."""
    archive = MemoryArchive()
    for number, (title, people, published) in enumerate(
        [
            ("Bridge opens", ["Ada Stone", "Stone", "Ben Reed", "Harbour Board"], PartialDate(2024, 5, 1)),
            ("Bridge planned", ["Ada Stone", "Harbour Board"], PartialDate(2023, 2, 3)),
            ("Tunnel planned", ["Ada Stone", "Cy Hale"], PartialDate(2024, 3)),
            ("Old tunnel", ["Ada Stone", "Harbour Board"], PartialDate()),
        ]
    ):
        said = " ".join(f"Here is {name}, who waits." for name in people)
        archive.put(title, f"{PLAIN}\n\n{said}", source="Post", published=published, people=people)
        archive.named[number + 1] = tuple(
            replace(each, label=Label.ORG) if each.name == "Harbour Board" else each
            for each in archive.named[number + 1]
        )
    stone = archive.named[2][0].entity_id
    archive.named[1] = tuple(
        replace(each, name="Ada Stone", entity_id=stone) if each.text == "Stone" else each
        for each in archive.named[1]
        if each.text != "Stone" or archive.stored[1].text[each.start - 4 : each.start] != "Ada "
    )
    return archive


def pane(reader: Reader, column: int = 47) -> list[str]:
    """The rows of what is on the right of the article, from a column of the screen on."""
    return [line[column:].strip() for line in reader.lines[1:-1]]


def bars(count: int, most: int = 2, room: int = 19) -> str:
    """A bar and its count as the chart of a pane of 30 cells has them."""
    return "█" * round(room * count / most) + " " * (room - round(room * count / most)) + f" {count}"


async def test_the_page_tells_kind_names_months_persons_and_articles() -> None:
    async with reading(harbour(), size=(80, 40)) as reader:
        await reader.press("enter", "e", "p")
        assert pane(reader)[:23] == [
            "Ada Stone",
            "person · 5 in 4 articles",
            "in all articles",
            "",
            "WRITTEN",
            "Ada Stone 4 · Stone 1",
            "",
            "BY MONTH",
            f"2023-02 {bars(1)}",
            f"2024-03 {bars(1)}",
            f"2024-05 {bars(2)}",
            "undated 1",
            "",
            "WITH PERSONS         articles",
            "▌ Ben Reed                    1",
            "Cy Hale                     1",
            "",
            "ARTICLES 4           mentions",
            "2024-05-01 · Post · Bridg…  2",
            "… Here is Ada Stone, who",
            "waits. Here is Stone, who",
            "waits. Here is Ben Reed, wh…",
            "2024-03 · Post · Tunnel pl…",
        ]
        assert "Ada Stone" in reader.styled("bold")


async def test_the_page_stands_beside_results_and_article_where_there_is_room() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "p")
        assert "RESULTS" in reader.lines[1]
        assert reader.lines[1].endswith("Ada Stone")
        assert "WHO SPEAKS" not in reader.text
        await reader.press("3")
        assert "WHO SPEAKS HERE" in reader.text
        await reader.press("4")
        assert reader.lines[1].endswith("Ada Stone")


async def test_enter_on_a_name_opens_its_page_and_without_one_turns_the_page() -> None:
    archive = harbour()
    archive.put("Long", "\n\n".join([PLAIN] * 40 + ["Ada Stone waits."]), people=["Ada Stone"])
    async with reading(archive) as reader:
        await reader.press("G", "enter", "enter")
        assert "person · " not in reader.text
        await reader.press("e", "enter")
        assert "person · 6 in 5 articles" in reader.text


async def test_an_article_opens_at_the_mention_and_the_page_stays_beside_it() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "p", "right_curly_bracket", "j", "enter")
        assert "article 3 · name 1 of 2" in reader.lines[-1]
        assert "Ada Stone · person · 1 here · 5 in 4 articles" in reader.lines[-1]
        assert "Ada Stone" in reader.styled("reverse")
        assert reader.lines[1].endswith("Ada Stone")


async def test_a_persons_page_leads_to_the_next_and_back_over_all_jumps() -> None:
    async with reading(harbour(), size=(80, 40)) as reader:
        await reader.press("enter", "e", "p", "j", "enter")
        assert pane(reader)[0] == "Cy Hale"
        assert "person · 1 in 1 article" in pane(reader)
        await reader.press("ctrl+o")
        assert pane(reader)[0] == "Ada Stone"
        assert any(line.startswith("▌ Cy Hale") for line in pane(reader))
        await reader.press("ctrl+o")
        assert "ARTICLE" in reader.styled("reverse")
        await reader.press("L", "L")
        assert pane(reader)[0] == "Cy Hale"


async def test_a_name_filters_the_results_and_the_counts_follow() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "e", "e", "f")
        assert '/ person:"Ben Reed"' in reader.lines[0]
        assert "1 of 4" in reader.lines[0]
        await reader.press("2", "E", "E")
        assert "Ada Stone · person · 2 here · 2 in 1 result" in reader.lines[-1]
        await reader.press("p")
        assert "person · 2 in 1 article" in reader.text
        assert "in these results · t: in all" in reader.text
        await reader.press("t")
        assert "person · 5 in 4 articles" in reader.text
        assert "in all articles · t: in results" in reader.text
        await reader.press("t", "F")
        assert "4 of 4" in reader.lines[0]
        assert "person · 5 in 4 articles" in reader.text
        await reader.press("ctrl+o")
        assert '/ person:"Ben Reed"' in reader.lines[0]


async def test_the_counts_of_a_page_follow_a_query_that_is_typed() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "p", "slash")
        await reader.type("tunn")
        assert "2 of 4" in reader.lines[0]
        assert "person · 2 in 2 articles" in reader.text
        await reader.type("x")
        assert "person · 0 in 0 articles" in reader.text


async def test_a_page_out_of_view_is_counted_anew_when_it_comes_into_view() -> None:
    async with reading(harbour(), size=(80, 40)) as reader:
        await reader.press("enter", "e", "p", "slash")
        await reader.type("tunnel")
        await reader.press("enter", "4")
        assert "person · 2 in 2 articles" in reader.text


def namesakes() -> MemoryArchive:
    """Two articles, each of another Ada Stone."""
    archive = MemoryArchive()
    for number in (1, 2):
        archive.put(f"Item {number}", "Ada Stone waits.", people=["Ada Stone"])
        archive.named[number] = tuple(replace(each, entity_id=number) for each in archive.named[number])
    return archive


async def test_a_filter_by_number_says_whom_it_stands_for() -> None:
    archive = namesakes()
    async with reading(archive) as reader:
        await reader.press("enter", "e", "f")
        assert reader.lines[0].startswith(" / entity:1 ")
        assert reader.lines[0].endswith("entity:1 = Ada Stone · 1 of 2 · newest first")
        await reader.press("2", "x", "r", "enter")
        await reader.type("Dame Ada")
        await reader.press("enter")
        assert "entity:1 = Dame Ada · 1 of 2" in reader.lines[0]
        await reader.press("F")
        assert "Dame Ada" not in reader.lines[0]
        await reader.press("slash")
        await reader.type("waits entity:2")
        assert "entity:2 = Ada Stone · 1 of 2" in reader.lines[0]
        await reader.type(" entity:9")
        assert reader.lines[0].startswith(" / waits entity:2 entity:9 ")
        assert "entity:2 = Ada Stone" in reader.lines[0]
        await reader.press("enter")
        await reader.resize(40, 24)
        assert max(map(len, reader.lines)) <= 40
        assert reader.lines[0].startswith(" / waits")


async def test_a_long_query_leaves_room_for_whom_its_numbers_stand_for() -> None:
    words = "entity:1 " + "waits " * 20
    async with reading(namesakes(), query=words) as reader:
        assert "entity:1 = Ada Stone · 1 of 2" in reader.lines[0]
        await reader.press("slash")
        assert "Ada Stone" not in reader.lines[0]
        assert "waits waits waits waits waits" in reader.lines[0]


async def test_a_filter_keeps_the_order_of_the_articles() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "f")
        assert "4 of 4 · newest first" in reader.lines[0]
        await reader.press("S")
        assert "oldest first" in reader.lines[0]
        await reader.press("e", "e", "e", "f")
        assert "oldest first" in reader.lines[0]
        await reader.press("S")
        assert "newest first" in reader.lines[0]
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "f", "slash")
        await reader.type(" bridge")
        assert "best first" in reader.lines[0]


async def test_filters_are_laid_on_a_query_and_taken_away_one_by_one() -> None:
    async with reading(harbour(), size=(120, 40), query="bridge OR tunnel") as reader:
        await reader.press("enter", "e", "f")
        assert '/ person:"Ada Stone" (bridge OR tunnel)' in reader.lines[0]
        await reader.press("2", "f")
        assert "name Ada Stone already" in reader.lines[-1]
        await reader.press("F")
        assert "/ bridge OR tunnel " in reader.lines[0]
        await reader.press("F")
        assert "No name filters the results" in reader.lines[-1]
    async with reading(harbour(), size=(120, 40), query="bridge OR tunnel") as reader:
        await reader.press("enter", "e", "f", "2", "e", "e", "f")
        assert '(person:"Ada Stone" (bridge OR tunnel))' in reader.lines[0]
        await reader.press("F")
        assert '/ person:"Ada Stone" (bridge OR tunnel) ' in reader.lines[0]
        await reader.press("F")
        assert "/ bridge OR tunnel " in reader.lines[0]
    async with reading(harbour(), size=(120, 40), query="(bridge OR tunnel) (opens OR old)") as reader:
        await reader.press("enter", "e", "f", "F")
        assert "/ (bridge OR tunnel) (opens OR old) " in reader.lines[0]
    async with reading(harbour(), size=(120, 40), query='person:"Ben Reed" OR tunnel') as reader:
        await reader.press("F")
        assert "No name filters the results" in reader.lines[-1]


async def test_all_names_of_the_results_are_listed_by_kind() -> None:
    async with reading(harbour(), size=(80, 40)) as reader:
        await reader.press("P")
        assert pane(reader)[:10] == [
            "NAMES",
            "in all articles",
            "",
            "PERSONS 3            mentions",
            "▌ Ada Stone                   5",
            "Ben Reed                    1",
            "Cy Hale                     1",
            "",
            "ORGANISATIONS 1      mentions",
            "Harbour Board               3",
        ]
        assert "Harbour Board" in reader.styled("underline")
        await reader.press("right_curly_bracket", "f")
        assert '/ org:"Harbour Board"' in reader.lines[0]
        assert "3 of 4" in reader.lines[0]
        await reader.press("4", "g", "j", "enter")
        assert pane(reader)[0] == "Ben Reed"


def test_a_list_that_ends_says_where() -> None:
    names = [EntityCount(number, f"Person {number}", Label.PERSON, 9, 1) for number in range(2000)]

    def told(more: bool) -> list[str]:
        rows = names_rows(Names(tuple(names), more=more), 30, where="in all articles").rows
        return ["".join(text for text, _ in row.parts).strip() for row in rows[:4]]

    assert told(True) == ["in all articles", "the 2,000 most named", "", "PERSONS 2,000+       mentions"]
    assert told(False)[1:3] == ["", "PERSONS 2,000        mentions"]


async def test_a_list_of_exactly_as_many_names_as_are_listed_has_no_more() -> None:
    session = Session(harbour(), DirectSearcher(harbour()), MemoryState())
    assert [(await session.names("", limit=limit)).more for limit in (3, 4, 5)] == [True, False, False]
    assert len((await session.names("", limit=3)).entities) == 3


async def test_the_speaker_under_the_cursor_has_a_page_too() -> None:
    archive = MemoryArchive()
    said = [("Perhaps,", "Ada Stone")]
    archive.put("Doubt", "“Perhaps,” said Ada Stone.", people=["Ada Stone"], quotes=said)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "s", "p")
        assert reader.lines[1].endswith("Ada Stone")
        assert "person · 1 in 1 article" in reader.text


async def test_only_names_are_stepped_through_and_dates_are_marked_quietly() -> None:
    archive = harbour()
    archive.named[2] = tuple(
        replace(each, label=Label.DATE) if each.name == "Ada Stone" else each for each in archive.named[2]
    )
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("j", "j", "enter", "e")
        assert "Harbour Board · organisation · 1 here" in reader.lines[-1]
        assert "name 1 of 1" in reader.lines[-1]
        assert "Ada Stone" in reader.styled("dim")


async def test_the_legend_shows_each_kind_as_the_text_does() -> None:
    async with reading(harbour()) as reader:
        await reader.press("i")
        assert "person bold · organisation underlined · place slanted · other both · date dim" in reader.text
        assert "person" in reader.styled("bold")
        assert "organisation" in reader.styled("underline")
        assert "place" in reader.styled("italic")


async def test_thousands_of_articles_are_loaded_on_the_way_down() -> None:
    archive = MemoryArchive()
    for number in range(120):
        archive.put(f"Item {number}", "Ada Stone waits.", people=["Ada Stone"])
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "p")
        assert "person · 120 in 120 articles" in reader.text
        await reader.press(*["G"] * 4)
        assert "Item 119" in reader.text[reader.text.index("Ada Stone") :]
        await reader.press("enter")
        assert "article 120" in reader.lines[-1]
        await reader.press("ctrl+o")
        assert "Item 119" in "".join(pane(reader, 85))


async def test_many_persons_are_folded_until_asked_for() -> None:
    archive = MemoryArchive()
    names = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
    archive.put("Crowd", " ".join(names), people=names)
    async with reading(archive, size=(80, 40)) as reader:
        await reader.press("enter", "e", "p")
        assert "… 4 more persons" in reader.text
        await reader.press(*["j"] * 5, "enter")
        assert "Person J" in "".join(pane(reader))
        assert "more persons" not in reader.text
        await reader.press("G", "k", "enter")
        assert "… 4 more persons" in reader.text
        await reader.press("ctrl+o")
        assert "more persons" not in reader.text
        assert any(line.startswith("▌ Person J") for line in pane(reader))


async def test_keys_without_a_name_say_how_to_select_one() -> None:
    async with reading(MemoryArchive()) as reader:
        await reader.press("p")
        assert "Open an article first" in reader.lines[-1]
        await reader.press("4", "P", "j", "enter", "f", "x", "t", "F", "U", "4")
        assert reader.app.failure is None
        assert "No name is found here." in reader.text
    async with reading(harbour()) as reader:
        for key in ("p", "f", "x"):
            await reader.press("1", "enter", key)
            assert "Select a name first: e" in reader.lines[-1]


async def test_a_page_lives_through_resizes() -> None:
    async with reading(harbour(), size=(120, 40)) as reader:
        await reader.press("enter", "e", "p", "G")
        for size in ((80, 24), (40, 10), (20, 5), (200, 60), (120, 40)):
            await reader.resize(*size)
            assert max(map(len, reader.lines)) <= size[0]
        assert any(line.startswith("▌ undated · Post") for line in pane(reader, 85))


@pytest.mark.parametrize("text", [*ALL, WIDE * 5], ids=lambda text: ascii(text)[:20])
async def test_hostile_names_reach_no_screen(text: str) -> None:
    archive = MemoryArchive()
    name = f"Ada {text} Stone"
    words = f"Here is {name}, here is Ben Reed."
    archive.put(f"{name} waits", words, source=name, people=[name, "Ben Reed"])
    async with reading(archive, size=(100, 30)) as reader:
        steps = "enter e p, j enter, P, x, s, a, escape, t, f, F, 2 e x r, escape, U"
        for keys in steps.split(","):
            await reader.press(*keys.split())
            assert not FORBIDDEN & set(reader.text.replace("\n", "")), ascii(reader.text)
            for strip in reader.app.screen._compositor.render_strips():
                assert strip.cell_length == 100
        assert reader.app.failure is None
