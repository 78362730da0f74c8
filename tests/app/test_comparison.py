"""Two speakers side by side on one query."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import PartialDate, Quote, QuoteInArticle, QuoteKind, Summary
from reader.tui.aligning import aligned, complete
from reader.tui.asking import finder
from reader.tui.chart import bar_columns
from tests.app.hostile import FORBIDDEN, WIDE
from tests.app.memory import GatedSearcher, MemoryArchive, id_of
from tests.app.screen import Reader, reading
from tests.app.test_speaker import ADA, BEN, page, town


def quoted(number: int, published: PartialDate, words: str = "Some words") -> QuoteInArticle:
    """A quote of an article of a day."""
    quote = Quote(0, len(words), words, QuoteKind.DIRECT, speaker_name=ADA, confidence=0.9)
    return QuoteInArticle(quote, Summary(number, "A title", "Post", published, 9))


def columns(reader: Reader) -> tuple[list[str], list[str]]:
    """The rows of both columns of a screen of 80 cells."""
    return [line[:40].rstrip() for line in page(reader)], [line[40:] for line in page(reader)]


async def test_two_speakers_stand_side_by_side_month_by_month() -> None:
    archive = town(3)
    archive.put(
        "Later",
        f"“Late,” {BEN} said.",
        published=PartialDate(2024, 6, 1),
        people=[BEN],
        quotes=[("Late", BEN)],
    )
    async with reading(archive) as reader:
        await reader.press("j", "enter", "s", "c", "enter")
        left, right = columns(reader)
        assert left[:12] == [
            " Ada Stone · 3 of 3",
            "  Jun 2024",
            "",
            "",
            "",
            "  Mar 2024",
            "▌ 2024-03-03 · Post · Item 2",
            "   “We shall open the bridge in June,",
            "   2”",
            "",
            "  Feb 2024",
            "  2024-02-02 · Post · Item 1",
        ]
        assert right[:12] == [
            " Ben Reed · 4 of 4",
            "  Jun 2024",
            "▌ 2024-06-01 · Gazette · Later",
            "   “Late”",
            "",
            "  Mar 2024",
            "  2024-03-03 · Post · Item 2",
            "   “Ask Ada Stone about that, 2”",
            "",
            "",
            "  Feb 2024",
            "  2024-02-02 · Post · Item 1",
        ]


async def test_both_are_searched_on_one_query_and_tab_goes_to_what_stands_beside() -> None:
    async with reading(town(9)) as reader:
        await reader.press("enter", "s", "c", "enter", "slash")
        await reader.type("5")
        assert "Ada Stone · 1 of 9" in reader.lines[1]
        assert "Ben Reed · 1 of 9" in reader.lines[1]
        await reader.press("enter", "escape", "j", "j", "j", "tab")
        left, right = columns(reader)
        rows = [index for index, line in enumerate(left) if line.startswith("▌")]
        assert rows == [index for index, line in enumerate(right) if line.startswith("▌")]
        await reader.press("enter")
        assert "Ben Reed" in reader.lines[-1]
        await reader.press("ctrl+o")
        assert columns(reader) == (left, right)
        await reader.press("s")
        assert page(reader)[0] == " Ben Reed"
        await reader.press("escape")
        assert "ARTICLE" in reader.text


async def test_the_columns_scroll_together_and_apart_where_they_stand_below_each_other() -> None:
    async with reading(town(30)) as reader:
        await reader.press("enter", "s", "c", "enter", *["j"] * 12)
        left, right = ([line.lstrip("▌ ") for line in side] for side in columns(reader))
        months = [
            [(row, line) for row, line in enumerate(side) if line.endswith("2024")] for side in (left, right)
        ]
        assert months[0] == months[1] != []
        await reader.resize(60, 24)
        heads = [index for index, line in enumerate(reader.lines) if " of 30" in line and "quote" not in line]
        assert heads == [1, 12]
        await reader.press("g")
        assert "undated" not in "".join(reader.lines[1:12])


async def test_one_speaker_without_matches_says_so() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "c", "enter", "slash")
        await reader.type("bridge")
        left, right = columns(reader)
        assert "Ada Stone · 4 of 6" in left[0]
        assert "  No quote has these words." in right
        await reader.press("escape", "tab", "j", "enter")
        assert "other column" in reader.lines[-1]


async def test_more_quotes_of_both_come_on_the_way_down() -> None:
    async with reading(town(130)) as reader:
        await reader.press("enter", "s", "c", "enter")
        for _ in range(6):
            await reader.press("G")
        assert "quote 130 of 130" in reader.lines[-1]
        await reader.press("tab")
        assert "of 130" in reader.lines[-1]
        left = columns(reader)
        await reader.press("enter", "ctrl+o")
        assert columns(reader) == left


async def test_while_one_side_waits_for_its_answer_both_are_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    archive, gate = town(60), asyncio.Event()
    searcher = GatedSearcher(archive)
    monkeypatch.setattr("tests.app.screen.DirectSearcher", lambda _: searcher)
    async with reading(archive) as reader:
        await reader.press("enter", "s", "c", "enter")
        left, right = columns(reader)
        searcher.gates[id_of(BEN)] = gate
        await reader.pilot.press("slash", *"help")
        await reader.pilot.pause(0.05)
        await reader.resize_without_waiting(80, 23)
        assert columns(reader) == (left[:-1], right[:-1])
        await reader.pilot.press("enter", "G")
        await reader.pilot.pause(0.05)
        gate.set()
        await reader.settle()
        assert "Ada Stone · 20 of 60" in reader.lines[1]
        assert "Ben Reed · 0 of 60" in reader.lines[1]
        assert "bridge" not in reader.text


async def test_the_second_speaker_is_found_by_typing_and_taken_for_another() -> None:
    archive = town(2)
    archive.put("Other", "“No,” Cy Hale said.", people=["Cy Hale"], quotes=[("No", "Cy Hale")])
    async with reading(archive) as reader:
        await reader.press("enter", "c")
        assert "Ada Stone beside …" in reader.text
        await reader.type("hal")
        assert "Ben Reed" not in reader.text
        await reader.press("enter")
        assert "Cy Hale · 1 of 1" in reader.lines[1]
        await reader.press("c")
        assert "Cy Hale" not in reader.text
        await reader.press("enter")
        assert "Ben Reed · 2 of 2" in reader.lines[1]
        await reader.press("ctrl+o")
        assert "Cy Hale · 1 of 1" in reader.lines[1]
        await reader.press("escape")
        assert "ARTICLE" in reader.text


async def test_wide_characters_stay_in_their_columns_at_every_size() -> None:
    archive = MemoryArchive()
    for number in range(4):
        said = [(f"{WIDE} {number}", ADA), (f"{WIDE} no {number}", BEN)]
        text = " ".join(f"“{words},” {name} said." for words, name in said)
        archive.put(
            WIDE, text, source=WIDE, published=PartialDate(2024, 1 + number), people=[ADA, BEN], quotes=said
        )
    async with reading(archive) as reader:
        await reader.press("enter", "3", "s", "c", "enter")
        for width, height in ((80, 24), (120, 40), (40, 12), (20, 5), (81, 24)):
            await reader.resize(width, height)
            await reader.press("j", "tab", "j")
            assert not FORBIDDEN & set(reader.text.replace("\n", ""))
            for strip in reader.app.screen._compositor.render_strips():
                assert strip.cell_length == width


DATES = st.builds(PartialDate, st.sampled_from([None, 2022, 2023]), st.sampled_from([None, 1, 2]))
SIDES = st.lists(DATES, max_size=12).map(
    lambda dates: [
        quoted(number, date) for number, date in enumerate(sorted(dates, key=lambda each: -each.ordinal))
    ]
)


@given(SIDES, SIDES, st.integers(8, 60))
def test_a_month_begins_on_the_same_row_of_both_columns(
    first: list[QuoteInArticle], second: list[QuoteInArticle], width: int
) -> None:
    one, two = aligned((first, second), (width, width), finder(""))
    assert len(one.rows) == len(two.rows)
    assert {id(each) for each in one.items} == {id(each) for each in first}
    assert {id(each) for each in two.items} == {id(each) for each in second}
    heads = [
        [
            (row, parts.parts[1][0])
            for row, parts in enumerate(rows.rows)
            if parts.parts and parts.item is None
        ]
        for rows in (one, two)
    ]
    assert heads[0] == heads[1]


def test_a_side_of_which_more_is_to_come_does_not_seem_silent_before_its_last() -> None:
    new, old = quoted(1, PartialDate(2024, 5)), quoted(2, PartialDate(2020, 1))
    assert complete([([new], True), ([new, old], False)]) == ([new], [new])
    assert complete([([new], False), ([new, old], True)]) == ([new], [new, old])
    assert complete([([], False), ([new, old], False)]) == ([], [new, old])


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_chart_in_columns_is_read_from_above(columns: int) -> None:
    bars = [(f"2024-{month:02}", month) for month in range(1, 8)]
    lines = bar_columns(bars, 77, columns)
    assert len(lines) == -(-7 // columns)
    assert all(len(line) <= 77 for line in lines)
    labels = [[line[at : at + 7] for at in range(0, len(line), 80 // columns)] for line in lines]
    read = [row[column] for column in range(columns) for row in labels if column < len(row)]
    assert read == [label for label, _ in bars]
