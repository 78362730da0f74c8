"""Answers queries: the articles that match, each with a snippet of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.fulltext.searching import Searcher
from index.models import Article, Hit, Mention, Results, Sort
from index.query.matches import find_matches
from index.query.nodes import OneEntity, Query, leaves
from index.query.parser import parse
from index.query.snippets import make_snippet
from index.storage.store import Store

SEARCHED = (100_000, 2_000_000)
"""Code points in which the match that a snippet shows is looked for: at first, and at most."""


class Finder:
    """Finds articles in one archive."""

    def __init__(self, store: Store, searcher: Searcher, is_entity: Callable[[int], bool]) -> None:
        """``is_entity`` tells whether there is an entity of an id."""
        self._store = store
        self._searcher = searcher
        self._is_entity = is_entity

    def search(self, query: str, sort: Sort, limit: int, offset: int, *, typing: bool) -> Results:
        """The articles that match a query; see :meth:`index.archive.Archive.search`. Raises QueryError."""
        parsed = parse(query, typing)
        if parsed.node is None:
            return self._search_all(parsed, sort, limit, offset)
        page = self._searcher.page(parsed.node, sort, limit, offset)
        articles = self._store.articles(number for number, _ in page.hits)
        mentions = self._store.mentions if _asked_entities(parsed) else _no_mentions
        found = [
            _hit(articles[number], score, parsed, mentions(number))
            for number, score in page.hits
            if number in articles
        ]
        return Results(tuple(found), page.total, parsed.problem or self._unknown(parsed))

    def _unknown(self, query: Query) -> str | None:
        """What to tell of an entity that a query asks for by its id and that there is not."""
        for number in sorted(_asked_entities(query)):
            if not self._is_entity(number):
                return f"There is no entity {number}; newsreader entities --json shows which there are"
        return None

    def _search_all(self, parsed: Query, sort: Sort, limit: int, offset: int) -> Results:
        """What an empty query shows."""
        ids = [each.id for each in self._store.page(sort, limit, offset)]
        articles = self._store.articles(ids)
        hits = tuple(_hit(articles[number], 0.0, parsed, ()) for number in ids if number in articles)
        return Results(hits, self._store.count(), parsed.problem)


def _asked_entities(query: Query) -> set[int]:
    """The entities that a query asks for by their ids."""
    return {leaf.entity_id for leaf in leaves(query.node) if isinstance(leaf, OneEntity)}


def _no_mentions(_: int) -> tuple[Mention, ...]:
    """The mentions of an article where they are not asked for."""
    return ()


def _hit(article: Article, score: float, query: Query, mentions: Iterable[Mention]) -> Hit:
    """A search result with its snippet."""
    matches = _first_matches(article, query, tuple(mentions))
    return Hit(article.summary, score, make_snippet(article.text, matches, start=article.body_start))


def _first_matches(
    article: Article, query: Query, mentions: Sequence[Mention]
) -> tuple[tuple[int, int], ...]:
    """Where an article matches, by its beginning alone if that has a match below the title."""
    found: tuple[tuple[int, int], ...] = ()
    for size in SEARCHED:
        text = article.text[:size]
        found = find_matches(query, text, body_start=article.body_start, mentions=mentions)
        if len(text) == len(article.text) or any(start >= article.body_start for start, _ in found):
            break
    return found
