"""Hostile text in every place where text is shown: none reaches the screen, none crashes it."""

from __future__ import annotations

import pytest
from textual.events import Paste

from tests.app.hostile import ALL, FORBIDDEN, MARKUP, WIDE
from tests.app.memory import MemoryArchive
from tests.app.screen import reading


def archive_of(text: str) -> MemoryArchive:
    """An archive that has not been cleaned, with ``text`` in every field."""
    archive = MemoryArchive()
    words = f"before {text} after"
    archive.put(
        words.replace("\n", " "),
        f"{words}\n\n“{words}” {words} said.",
        source=words,
        people=[words],
        quotes=[(words, words)],
    )
    return archive


@pytest.mark.parametrize("text", ALL, ids=lambda text: ascii(text)[:20])
async def test_nothing_of_it_reaches_the_screen(text: str) -> None:
    async with reading(archive_of(text), size=(120, 30), query="after") as reader:
        for key in ("enter", "n", "e", "s", "j", "enter", "w", "ctrl+o", "1", "z", "z"):
            await reader.press(key)
            assert not FORBIDDEN & set(reader.text.replace("\n", "")), ascii(reader.text)
            assert "owned" not in reader.text
            assert "ZXZpbA" not in reader.text
        assert reader.app.failure is None


async def test_square_brackets_stay_readable() -> None:
    archive = MemoryArchive()
    archive.put("[Update] Bridge", f"Words {MARKUP} more.", source="[Gazette]")
    async with reading(archive, size=(120, 30)) as reader:
        await reader.press("enter")
        assert "[Update] Bridge" in reader.text
        assert "[bold]loud[/bold]" in reader.text
        assert "[Gazette] · undated" in reader.text


async def test_wide_characters_are_wrapped_by_cells() -> None:
    archive = MemoryArchive()
    archive.put("Wide", WIDE * 40)
    async with reading(archive, size=(60, 20)) as reader:
        await reader.press("enter")
        for strip in reader.app.screen._compositor.render_strips():
            assert strip.cell_length == 60


async def test_a_line_of_a_million_characters_is_read() -> None:
    archive = MemoryArchive()
    archive.put("Long", "word " * 100_000 + "x" * 500_000 + " end")
    async with reading(archive) as reader:
        await reader.press("enter", "G")
        assert "end" in reader.text


async def test_a_hostile_query_is_typed_and_pasted_without_harm() -> None:
    archive = MemoryArchive()
    archive.put("Plain", "Text.")
    async with reading(archive) as reader:
        await reader.press("slash")
        for text in ALL:
            reader.app.screen.query_one("#query").post_message(Paste(text))
            await reader.settle()
            assert not FORBIDDEN & set(reader.text.replace("\n", ""))
        assert reader.app.failure is None
