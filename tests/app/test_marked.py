"""Lists of what is unread or starred, while articles are read and starred."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.models import PartialDate, Results, Sort, Summary
from tests.app.memory import DirectSearcher, MemoryArchive, MemoryState
from tests.app.screen import reading


@dataclass
class ByMarks(DirectSearcher):
    """Answers ``is:`` alone, by the marks as they are when it is asked."""

    state: MemoryState

    async def search(
        self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool, advise: bool
    ) -> Results:
        everything = self.archive.search("", limit=10_000).hits
        wanted = [hit for hit in everything if self._fits(query, hit.article)]
        return Results(tuple(wanted[offset : offset + limit]), len(wanted))

    def _fits(self, query: str, article: Summary) -> bool:
        marked = self.state.stars if query == "is:starred" else self.state.read
        return (article.id in marked) is (query != "is:unread")


def shelf(count: int) -> MemoryArchive:
    archive = MemoryArchive()
    for number in range(1, count + 1):
        archive.put(f"Case {number}.", "It rained.", published=PartialDate(2024, 1, 1))
    return archive


async def test_what_is_read_stays_in_the_list_of_the_unread_until_it_is_searched_again() -> None:
    archive, state = shelf(3), MemoryState()
    searcher = ByMarks(archive, state)
    async with reading(archive, state=state, searcher=searcher, query="is:unread") as reader:
        assert "3 of 3 · newest first" in reader.lines[0]
        await reader.press("j", "enter", "1")
        assert "▌Case 2." in reader.text
        assert "Case 1." in reader.styled("bold")
        assert reader.styled("bold").split("|").count("Case 2.") == 1, "the open article's own title"
        assert "3 of 3 · 1 changed: R" in reader.lines[0]
        await reader.press("R")
        assert "2 of 3 · newest first" in reader.lines[0]
        assert "Case 2." not in "\n".join(reader.lines[:8]).split("ARTICLE")[0]
        assert "▌Case 3." in reader.text


async def test_a_star_that_is_taken_away_is_gone_at_once_and_the_article_with_the_next_search() -> None:
    archive, state = shelf(3), MemoryState(stars={1, 3})
    searcher = ByMarks(archive, state)
    async with reading(archive, state=state, searcher=searcher, query="is:starred") as reader:
        assert "▌* Case 1." in reader.text
        await reader.press("asterisk")
        assert "▌Case 1." in reader.text
        assert "1 changed: R" in reader.lines[0]
        await reader.press("asterisk")
        assert "2 of 3 · newest first" in reader.lines[0]
        await reader.press("asterisk", "R")
        assert "1 of 3" in reader.lines[0]
        assert "▌* Case 3." in reader.text


async def test_reading_on_through_the_unread_leaves_none_out() -> None:
    archive, state = shelf(130), MemoryState()
    searcher = ByMarks(archive, state)
    async with reading(archive, state=state, searcher=searcher, query="is:unread") as reader:
        await reader.press("enter")
        for _ in range(129):
            await reader.pilot.press("right_square_bracket")
        await reader.settle()
        assert state.read == set(range(1, 131))
        assert [hit.article.id for hit in reader.app._reading.results.hits] == list(range(1, 131))


@pytest.mark.parametrize("query", ["", "rained"])
async def test_other_lists_say_nothing_of_marks(query: str) -> None:
    async with reading(shelf(3), query=query) as reader:
        await reader.press("enter", "1", "asterisk")
        assert "changed" not in reader.lines[0]
