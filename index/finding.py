"""Answers queries: the articles that match, each with a snippet of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.folding import FoldedHit, Folder
from index.fulltext.search.searching import Page
from index.fulltext.searching import Searcher
from index.models import Article, Hit, Label, Mention, Results, Sort
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
        label_of: Callable[[int], Label | None],
        vocabulary: Callable[[], Vocabulary],
    ) -> None:
        """``label_of`` tells what the entity of an id is, if there is one; ``vocabulary`` what is known."""
        self._store = store
        self._searcher = searcher
        self._label_of = label_of
        self._adviser = Adviser(searcher, vocabulary)
        self._folder = Folder(searcher, self._ranked)

    def search(
        self,
        query: str,
        sort: Sort,
        limit: int,
        offset: int,
        *,
        typing: bool,
        fold: bool = False,
        advise: bool = True,
    ) -> Results:
        """The articles that match a query; see :meth:`index.archive.Archive.search`. Raises QueryError."""
        parsed = parse(query, typing)
        if fold:
            page = self._folder.page(parsed.node, sort, limit, offset)
            results = self._results(parsed, page.hits, page.total, page.folded)
        else:
            found = self._ranked(parsed.node, sort, limit, offset)
            hits = [FoldedHit(number, score) for number, score in found.hits]
            results = self._results(parsed, hits, found.total, None)
        return self._advised(parsed, results, typing) if advise else results

    def _advised(self, query: Query, results: Results, typing: bool) -> Results:
        """Results with what to tell of a query that finds nothing."""
        if results.total or query.node is None:
            return results
        advice = self._searcher.repairing(lambda: self._adviser.advise(query, typing=typing))
        problem = results.problem or advice.remark
        return replace(results, problem=problem, suggestion=advice.suggestion)

    def _ranked(self, node: Node | None, sort: Sort, limit: int, offset: int) -> Page:
        """A page of the articles that match; no ``node`` matches all."""
        if node is not None:
            return self._searcher.page(node, sort, limit, offset)
        summaries = self._store.page(sort, limit, offset)
        return Page(tuple((each.id, 0.0) for each in summaries), self._store.count())

    def _results(self, query: Query, found: Sequence[FoldedHit], total: int, folded: int | None) -> Results:
        """Hits with their snippets, and what there is to tell of a query."""
        articles = self._store.articles(each.article_id for each in found)
        mentions = self._store.mentions if _asked_entities(query) else _no_mentions
        hits = tuple(
            _hit(articles[each.article_id], each, query, mentions(each.article_id))
            for each in found
            if each.article_id in articles
        )
        problem = query.problem or self._unknown(query) or self._searcher.trouble or None
        return Results(hits, total, problem, folded)

    def _unknown(self, query: Query) -> str | None:
        """What to tell of an entity that a query asks for by its id and that cannot be found by it."""
        for number in sorted(_asked_entities(query)):
            label = self._label_of(number)
            if label is None:
                return f"There is no entity {number}; newsreader entities --json shows which there are"
            if label is Label.DATE:
                return (
                    f"Entity {number} is a date or an amount, by which no article is found; search for its "
                    "words, or for when an article was published, like date:2024-04"
                )
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
