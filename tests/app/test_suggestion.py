"""“Did you mean”: what is offered where nothing is found, and when it is looked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from index.models import Results, Sort, Suggestion
from reader.tui import searching
from tests.app.memory import DirectSearcher, MemoryArchive
from tests.app.screen import reading


@dataclass
class Advising(DirectSearcher):
    """Corrects “brigde”, and keeps what it is asked."""

    asked: list[tuple[str, bool]] = field(default_factory=list)

    async def search(
        self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool, advise: bool
    ) -> Results:
        self.asked.append((query, advise))
        how = {"typing": typing, "advise": advise}
        found = await super().search(query, sort=sort, limit=limit, offset=offset, **how)
        if found.total or not advise or "brigde" not in query:
            return found
        meant = query.replace("brigde", "bridge")
        return replace(found, problem="Not in the archive: “brigde”", suggestion=Suggestion(meant, ()))


@pytest.fixture
def searcher() -> Advising:
    archive = MemoryArchive()
    archive.put("Harbour bridge opens", "The bridge opened.")
    archive.put("Rain", "It rained.")
    return Advising(archive)


async def test_it_is_looked_for_once_the_typing_pauses(searcher: Advising) -> None:
    async with reading(searcher.archive, searcher=searcher) as reader:
        await reader.press("slash")
        await reader.type("brigde")
        await reader.pilot.pause(0.1)
        await reader.settle()
        asked = [each for each in searcher.asked if each[0] == "brigde"]
        assert asked == [("brigde", False), ("brigde", True)]
        assert "Did you mean:" in reader.text
        assert reader.lines[3].strip().startswith("bridge")
        assert "Not in the archive" in reader.lines[-1]


async def test_it_is_not_looked_for_with_each_key(
    searcher: Advising, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "ADVICE_AFTER", 1_000_000)
    async with reading(searcher.archive, searcher=searcher) as reader:
        await reader.press("slash")
        await reader.type("brigde")
        assert ("brigde", False) in searcher.asked
        assert not any(advise for _, advise in searcher.asked)
        assert "Nothing found." in reader.text


@pytest.mark.parametrize("key", ["enter", "m"])
async def test_a_key_takes_it(searcher: Advising, key: str) -> None:
    async with reading(searcher.archive, searcher=searcher) as reader:
        await reader.press("slash")
        await reader.type("brigde")
        await reader.press("enter")
        assert "Did you mean:" in reader.text
        assert "1 of 2" not in reader.lines[0]
        await reader.press(key)
        assert "bridge" in reader.lines[0]
        assert "1 of 2" in reader.lines[0]
        assert "Did you mean" not in reader.text
        assert reader.state.typed[-1] == "bridge"


async def test_enter_asks_at_once_for_what_typing_has_not_waited_for(searcher: Advising) -> None:
    async with reading(searcher.archive, searcher=searcher) as reader:
        reader.app._reading._searching._pause = 30.0
        await reader.press("slash")
        await reader.type("brigde")
        assert not searcher.asked
        await reader.press("enter")
        assert searcher.asked == [("brigde", True)]
        assert "Did you mean:" in reader.text


async def test_the_key_says_so_where_nothing_is_offered(searcher: Advising) -> None:
    async with reading(searcher.archive, searcher=searcher, query="rain") as reader:
        await reader.press("m")
        assert "No other query is offered" in reader.text
        assert "1 of 2" in reader.lines[0]


async def test_it_goes_with_the_query(searcher: Advising) -> None:
    async with reading(searcher.archive, searcher=searcher, query="brigde") as reader:
        assert "Did you mean:" in reader.text
        await reader.press("escape")
        assert "2 of 2" in reader.lines[0]
        await reader.press("m")
        assert "No other query is offered" in reader.text
