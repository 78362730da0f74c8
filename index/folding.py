"""Results with near-duplicates folded: the best ranked article of a story, the others behind it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from index.fulltext.lru import SizedCache
from index.fulltext.search.searching import Page
from index.fulltext.searching import Searcher
from index.models import Sort
from index.query.nodes import Node
from index.similarity import FIRST, Folded, fold

KEPT = 16
"""Queries whose groups are kept, so that the next page needs no comparing."""

Ranked = Callable[[Node | None, Sort, int, int], Page]
"""A page of the articles that match a query (None: all): at most a number of them, after some."""


@dataclass(frozen=True, slots=True)
class FoldedHit:
    """An article to show, and those that repeat it, best ranked first."""

    article_id: int
    score: float
    similar: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """A page of folded hits. ``total`` counts the articles that match, ``folded`` the hits that are left."""

    hits: tuple[FoldedHit, ...]
    total: int
    folded: int


@dataclass(frozen=True, slots=True)
class _Groups:
    """The groups of the first hits of a query, and how many there are."""

    groups: Folded[int]
    count: int
    scores: dict[int, float]
    total: int


class Folder:
    """Folds the first hits of queries; see :mod:`index.similarity`."""

    def __init__(self, searcher: Searcher, ranked: Ranked) -> None:
        self._searcher = searcher
        self._ranked = ranked
        self._state: Hashable = None
        self._known: SizedCache[tuple[Node | None, Sort], _Groups] = SizedCache(KEPT)

    def page(self, node: Node | None, sort: Sort, limit: int, offset: int) -> FoldedPage:
        """A page of the hits that are left, which ``offset`` counts; only the first are folded."""
        found = self._fold(node, sort)
        hits = [
            FoldedHit(group.hit, found.scores[group.hit], group.similar)
            for group in found.groups.page(offset, limit)
        ]
        if len(hits) < limit and found.total > FIRST:
            begin = FIRST + max(0, offset - found.count)
            rest = self._ranked(node, sort, limit - len(hits), begin)
            hits += [FoldedHit(number, score) for number, score in rest.hits]
        unfolded = found.total - len(found.scores)
        return FoldedPage(tuple(hits), found.total, found.count + unfolded)

    def _fold(self, node: Node | None, sort: Sort) -> _Groups:
        """The groups of the first hits, formed once as long as nothing changes."""
        state = self._searcher.state()
        if state != self._state:
            self._known = SizedCache(KEPT)
            self._state = state
        found = self._known.get((node, sort))
        if found is None:
            found = self._form(node, sort)
            self._known.put((node, sort), found, 1)
        return found

    def _form(self, node: Node | None, sort: Sort) -> _Groups:
        """The groups of the first hits."""
        page = self._ranked(node, sort, FIRST, 0)
        scores = dict(page.hits)
        signatures = self._searcher.signatures(scores.keys())
        groups = fold(tuple(scores), lambda number: signatures.get(number, 0))
        return _Groups(groups, len(groups.page(0, FIRST)), scores, page.total)
