"""Answers queries: the articles that match, each with a snippet of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from index.folding import FoldedHit, Folder
from index.fulltext.search.searching import Page
from index.fulltext.searching import Searcher
from index.models import Article, Hit, Mention, Results, Sort
from index.query.matches import find_matches
from index.query.nodes import Node, OneEntity, Query, leaves
from index.query.parser import parse
from index.query.snippets import make_snippet
from index.query.vocabulary import Vocabulary
from index.storage.store import Store
from index.suggestions import Adviser

SEARCHED = (100_000, 2_000_000)
"""Code points in which the match that a snippet shows is looked for: at first, and at most."""


class Finder:
    """Finds articles in one archive."""

    def __init__(
        self,
        store: Store,
        searcher: Searcher,
        is_entity: Callable[[int], bool],
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        """``is_entity`` tells whether there is an entity of an id, ``vocabulary`` which words there are."""
        self._store = store
        self._searcher = searcher
        self._is_entity = is_entity
        self._adviser = Adviser(searcher, vocabulary)
        self._folder = Folder(searcher, self._ranked)

    def search(
        self, query: str, sort: Sort, limit: int, offset: int, *, typing: bool, fold: bool = False
    ) -> Results:
        """The articles that match a query; see :meth:`index.archive.Archive.search`. Raises QueryError."""
        parsed = parse(query, typing)
        if fold:
            page = self._folder.page(parsed.node, sort, limit, offset)
            return self._results(parsed, page.hits, page.total, page.folded, typing=typing)
        found = self._ranked(parsed.node, sort, limit, offset)
        hits = [FoldedHit(number, score) for number, score in found.hits]
        return self._results(parsed, hits, found.total, None, typing=typing)

    def _ranked(self, node: Node | None, sort: Sort, limit: int, offset: int) -> Page:
        """A page of the articles that match; no ``node`` matches all."""
        if node is not None:
            return self._searcher.page(node, sort, limit, offset)
        summaries = self._store.page(sort, limit, offset)
        return Page(tuple((each.id, 0.0) for each in summaries), self._store.count())

    def _results(
        self, query: Query, found: Sequence[FoldedHit], total: int, folded: int | None, *, typing: bool
    ) -> Results:
        """Hits with their snippets, and what there is to tell of a query."""
        articles = self._store.articles(each.article_id for each in found)
        mentions = self._store.mentions if _asked_entities(query) else _no_mentions
        hits = tuple(
            _hit(articles[each.article_id], each, query, mentions(each.article_id))
            for each in found
            if each.article_id in articles
        )
        problem = query.problem or self._unknown(query)
        if total or query.node is None:
            return Results(hits, total, problem, folded)
        advice = self._searcher.repairing(lambda: self._adviser.advise(query, typing=typing))
        return Results(hits, total, problem or advice.remark, folded, advice.suggestion)

    def _unknown(self, query: Query) -> str | None:
        """What to tell of an entity that a query asks for by its id and that there is not."""
        for number in sorted(_asked_entities(query)):
            if not self._is_entity(number):
                return f"There is no entity {number}; newsreader entities --json shows which there are"
        return None


def _asked_entities(query: Query) -> set[int]:
    """The entities that a query asks for by their ids."""
    return {leaf.entity_id for leaf in leaves(query.node) if isinstance(leaf, OneEntity)}


def _no_mentions(_: int) -> tuple[Mention, ...]:
    """The mentions of an article where they are not asked for."""
    return ()


def _hit(article: Article, found: FoldedHit, query: Query, mentions: Iterable[Mention]) -> Hit:
    """A search result with its snippet."""
    matches = _first_matches(article, query, tuple(mentions))
    snippet = make_snippet(article.text, matches, start=article.body_start, query=query)
    return Hit(article.summary, found.score, snippet, found.similar)


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
