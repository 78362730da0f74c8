"""What the screen asks of the archive, the search process and the user's own state."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.archive import Archive
from index.errors import QueryError
from index.models import Article, Hit, Mention, Problem, Results, Snippet, Sort
from index.userstate import Position
from reader.tui.voices import Voice, voices

PAGE = 50


class Searcher(Protocol):
    """Searches without holding up the screen; the latest query wins."""

    async def search(self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool) -> Results:
        """As :meth:`index.archive.Archive.search`."""

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


class Session:
    """One archive as one user reads it."""

    def __init__(self, archive: Archive, searcher: Searcher, state: UserState) -> None:
        self.archive = archive
        self.state = state
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

    async def search(self, query: str, *, sort: Sort, offset: int = 0, typing: bool = False) -> Results:
        """One page of results."""
        if not query.strip():
            return self.newest(offset=offset, sort=Sort.OLDEST if sort is Sort.OLDEST else Sort.NEWEST)
        return await self._searcher.search(query, sort=sort, limit=PAGE, offset=offset, typing=typing)

    def open(self, article_id: int) -> OpenArticle:
        """One article with its entities and speakers; it counts as read."""
        article = self.archive.article(article_id)
        found = voices(
            self.archive.quotes_in(article_id),
            article_id,
            lambda speaker_id, limit: self.archive.quotes(speaker_id=speaker_id, limit=limit),
        )
        self.state.mark_read(article_id)
        return OpenArticle(article, self.archive.mentions(article_id), found)

    def matches(self, query: str, article: Article) -> tuple[tuple[int, int], ...]:
        """Where an article matches a query; nothing for a query that cannot be understood."""
        if not query.strip():
            return ()
        from index.query import find_matches, parse

        try:
            return find_matches(parse(query, typing=True), article.text, body_start=article.body_start)
        except QueryError:
            return ()

    async def close(self) -> None:
        """Release the searcher and the archive."""
        if self._task is not None:
            self._task.cancel()
        await self._searcher.close()
        self.archive.close()
