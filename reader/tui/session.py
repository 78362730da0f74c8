"""What the screen asks of the archive, the search process and the user's own state."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.archive import Archive
from index.errors import QueryError
from index.models import (
    Article,
    EntityCount,
    Hit,
    Label,
    Mention,
    Problem,
    QuoteInArticle,
    Results,
    Snippet,
    Sort,
    Speaker,
)
from index.models.profiles import EntityProfile, SpeakerProfile
from index.userstate import Position
from reader.tui.mending import Mending
from reader.tui.named import label_of
from reader.tui.voices import Voice, voices

PAGE = 50
NAMES = 2000
"""How many names are listed at most."""
SPEAKERS = 200
"""How many speakers are offered at most."""
ABOUT = 1000
"""How many quotes that name somebody are listed at most."""


class Searcher(Protocol):
    """Searches without holding up the screen; the latest query wins."""

    async def search(
        self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool, advise: bool
    ) -> Results:
        """As :meth:`index.archive.Archive.search`."""

    async def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        """As :meth:`index.archive.Archive.entity`."""

    async def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        """As :meth:`index.archive.Archive.entities`."""

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        """As :meth:`index.archive.Archive.speaker`."""

    async def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """As :meth:`index.archive.Archive.speakers`."""

    async def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
    ) -> tuple[QuoteInArticle, ...]:
        """As :meth:`index.archive.Archive.quotes`."""

    async def close(self) -> None:
        """Release what the searcher holds."""


class UserState(Protocol):
    """Marks and history of this user for this archive."""

    def mark_read(self, article_id: int) -> None:
        """Mark an article as read."""

    def mark_unread(self, article_id: int) -> None:
        """Mark an article as unread."""

    def read_ids(self) -> Collection[int]:
        """The articles read."""

    def toggle_star(self, article_id: int) -> bool:
        """Star an article or take the star away; whether it has one then."""

    def starred(self) -> Collection[int]:
        """The articles with a star."""

    def add_query(self, query: str) -> None:
        """Remember a query."""

    def queries(self) -> Sequence[str]:
        """Queries, oldest first."""

    @property
    def problem(self) -> Problem | None:
        """Why marks are not kept, if they are not."""

    @property
    def position(self) -> Position:
        """Where the reader was last."""

    @position.setter
    def position(self, position: Position) -> None: ...


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article with all that the screen shows of it."""

    article: Article
    mentions: tuple[Mention, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The entities named in some articles, most often named first; ``more``: others are named less."""

    entities: tuple[EntityCount, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What an archive tells of the quotes of one speaker."""

    archive: Archive

    def quotes(self, speaker_id: int, limit: int, *, indirect: bool = False) -> Sequence[QuoteInArticle]:
        """The newest quotes; with ``indirect`` also what is reported without quotation marks."""
        return self.archive.quotes(speaker_id=speaker_id, limit=limit, indirect=indirect)

    def count(self, speaker_id: int, name: str) -> int | None:
        """How many have quotation marks; None for a name under which nobody is looked up."""
        found = (each.quotes for each in self.archive.speakers(name) if each.speaker_id == speaker_id)
        return next(found, None)


class Session:
    """One archive as one user reads it."""

    def __init__(
        self, archive: Archive, searcher: Searcher, state: UserState, mending: Mending | None = None
    ) -> None:
        """``mending`` sees to an index that a search finds damaged."""
        self.archive = archive
        self.state = state
        self.mending = mending or Mending()
        self._searcher = searcher
        self._task: asyncio.Task[None] | None = None

    def keep(self, task: asyncio.Task[None]) -> None:
        """Hold on to a task that goes on beside the reading, and end it with the session."""
        self._task = task

    def newest(self, *, offset: int = 0, sort: Sort = Sort.NEWEST) -> Results:
        """The articles in order of date, as results."""
        found = self.archive.articles(sort=sort, limit=PAGE, offset=offset)
        hits = tuple(Hit(summary, 0.0, Snippet("")) for summary in found)
        return Results(hits, self.archive.count())

    async def search(
        self,
        query: str,
        *,
        sort: Sort,
        limit: int = PAGE,
        offset: int = 0,
        typing: bool = False,
        advise: bool = False,
    ) -> Results:
        """One page of results; with ``advise`` also what may have been meant where nothing is found."""
        if not query.strip():
            return self.newest(offset=offset, sort=Sort.OLDEST if sort is Sort.OLDEST else Sort.NEWEST)
        return await self.mending.answer(
            lambda: self._searcher.search(
                query, sort=sort, limit=limit, offset=offset, typing=typing, advise=advise
            )
        )

    async def profile(
        self, entity_id: int, query: str, *, offset: int = 0, limit: int = PAGE
    ) -> EntityProfile:
        """What the archive tells of an entity in the articles that ``search`` finds for a query.

        ``limit`` and ``offset`` choose the page of the articles that name it.
        """
        return await self.mending.answer(
            lambda: self._searcher.entity(entity_id, query=query, limit=limit, offset=offset, typing=True)
        )

    async def names(self, query: str, *, limit: int = NAMES) -> Names:
        """The persons, organisations, places and other names of the articles that ``search`` finds."""
        found = await self.mending.answer(
            lambda: self._searcher.entities(query=query, limit=limit + 1, typing=True)
        )
        return Names(found[:limit], more=len(found) > limit)

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = PAGE, offset: int = 0
    ) -> SpeakerProfile:
        """What the archive tells of somebody who speaks, with a page of the quotes that match."""
        return await self.mending.answer(
            lambda: self._searcher.speaker(speaker_id, match=match, limit=limit, offset=offset)
        )

    async def speakers(self, prefix: str) -> Sequence[EntityCount]:
        """Who is quoted, most quoted first, with the number of quotes."""
        found = await self._searcher.speakers(prefix, limit=SPEAKERS)
        return [
            EntityCount(each.speaker_id, each.name, label_of(each), each.quotes, each.articles)
            for each in found
        ]

    async def quotes_about(self, name: str, match: str, *, limit: int) -> Sequence[QuoteInArticle]:
        """Quotes that name somebody, in themselves or in their sentence, newest article first."""
        return await self.mending.answer(
            lambda: self._searcher.quotes(about=name, match=match or None, limit=min(limit, ABOUT))
        )

    def open(self, article_id: int, *, indirect: bool = False) -> OpenArticle:
        """One article with its entities and speakers; it counts as read."""
        opened = self.look_up(article_id, indirect=indirect)
        self.state.mark_read(article_id)
        return opened

    def look_up(self, article_id: int, *, indirect: bool = False) -> OpenArticle:
        """One article with its entities and speakers; with ``indirect`` also speech without marks."""
        article = self.archive.article(article_id)
        quotes = self.archive.quotes_in(article_id, indirect=indirect)
        found = voices(quotes, article_id, _Spoken(self.archive), indirect=indirect)
        return OpenArticle(article, self.archive.mentions(article_id), found)

    def matches(
        self, query: str, article: Article, mentions: Sequence[Mention]
    ) -> tuple[tuple[int, int], ...]:
        """Where an article matches a query; nothing for a query that cannot be understood."""
        if not query.strip():
            return ()
        from index.query import find_matches, parse

        try:
            parsed = parse(query, typing=True)
            return find_matches(parsed, article.text, body_start=article.body_start, mentions=mentions)
        except QueryError:
            return ()

    async def close(self) -> None:
        """Release the searcher and the archive."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self.mending.close()
        await self._searcher.close()
        self.archive.close()
