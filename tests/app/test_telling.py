"""What is said on the last line, and what is pasted into the first."""

from __future__ import annotations

import pytest
from textual import events

from reader.tui.notices import SHORTENED
from reader.tui.widgets.status_line import MOST_ROWS
from tests.app.memory import MemoryArchive
from tests.app.screen import Reader, reading


def town() -> MemoryArchive:
    archive = MemoryArchive()
    words = [("It took nine years,", "Ada Stone")]
    body = "The bridge opened.\n\n“It took nine years,” Ada Stone said.\n\n" + "More. " * 900
    archive.put("Harbour bridge opens", body, people=["Ada Stone"], quotes=words)
    return archive


async def paste(reader: Reader, text: str) -> None:
    assert reader.app.screen.focused is not None
    reader.app.screen.focused.post_message(events.Paste(text))
    await reader.settle()
    await reader.settle()


async def test_a_query_of_which_some_is_left_out_is_told_until_it_is_another_one() -> None:
    async with reading(town()) as reader:
        await reader.press("slash")
        await paste(reader, "b" * 1000)
        assert SHORTENED not in reader.text
        await paste(reader, "x")
        assert SHORTENED in reader.lines[-1]
        await reader.press("ctrl+u")
        await reader.type("bridge")
        assert SHORTENED not in reader.text
        await reader.press("ctrl+u")
        await paste(reader, "bridge " * 200)
        assert "more than 32 words" in reader.lines[-2]
        assert SHORTENED in " ".join(line.strip() for line in reader.lines[-2:])


async def test_pages_tell_it_too() -> None:
    async with reading(town()) as reader:
        await reader.press("enter", "s", "slash")
        await paste(reader, "b" * 1001)
        assert SHORTENED in reader.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 10)])
async def test_what_is_longer_than_a_line_is_told_whole(size: tuple[int, int]) -> None:
    async with reading(town(), size=size) as reader:
        await reader.press("enter", "space")
        before = reader.lines
        said = "The harbour of the island is closed; ships go round " * 2 + "and then comes what to do."
        reader.app._reading.tell(said)
        await reader.settle()
        rows = [line.strip() for line in reader.lines if line not in before]
        shown = " ".join(rows)
        if len(said) < MOST_ROWS * (size[0] - 12):
            assert said in shown
        else:
            assert shown.endswith("…")
            assert len(rows) == MOST_ROWS
        assert reader.lines[: 24 - MOST_ROWS - 16] == before[: 24 - MOST_ROWS - 16]
        await reader.resize(size[0] + 90, size[1])
        await reader.resize(*size)
        reader.app._reading.forget_message()
        await reader.settle()
        assert reader.lines == before


async def test_what_is_wrong_with_a_query_is_told_at_enter_too() -> None:
    async with reading(town()) as reader:
        await reader.press("slash")
        await reader.type("date:2024-13")
        assert "2024-13" in " ".join(reader.lines[-3:])
        told = reader.lines[-1]
        await reader.press("enter")
        assert "2024-13" in " ".join(reader.lines[-3:])
        assert reader.lines[-1] == told
