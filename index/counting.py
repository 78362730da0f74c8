"""Counts the articles that match a query by source, month, and whom they name or quote."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from index.fulltext.searching import Searcher
from index.models import Facet, FacetCount, Sort
from index.query.nodes import Node
from index.storage.facets import EntityFacets
from index.storage.store import Store

FEW = 2000
"""Articles up to which the store counts those entities too that are in one article of the archive.

The index does not count them; in a search that finds so many articles they are left out.
"""

_PART = 8  # a search that finds one article of so many is counted by the index, which is quicker then

_ALL = 1 << 30


class FacetCounter:
    """Counts for the facets of one archive."""

    def __init__(self, store: Store, searcher: Searcher) -> None:
        self._store = store
        self._searcher = searcher

    @cached_property
    def _entities(self) -> EntityFacets:
        """Counts entities in the store."""
        return EntityFacets(self._store.database)

    def count(self, node: Node | None, facet: Facet, limit: int) -> tuple[FacetCount, ...]:
        """The counts of one facet, see :meth:`index.archive.Archive.facets`; no ``node`` matches all."""
        if not limit:
            return ()
        if facet in (Facet.SOURCE, Facet.MONTH):
            found = [FacetCount(*each) for each in self._searcher.count_by(node, facet, _ALL)]
            if facet is Facet.MONTH:
                found.sort(key=lambda each: each.value, reverse=True)
            else:
                found.sort(key=lambda each: (-each.count, each.value))
            return tuple(found[:limit])
        everything = self._store.count()
        total = everything if node is None else self._searcher.page(node, Sort.NEWEST, 0).total
        if total >= min(FEW, everything // _PART):
            found = self._from_index(node, facet, limit)
            if total >= FEW or (len(found) == limit and found[-1].count > 1):
                return tuple(found)
        return tuple(self._entities.top(facet, self._matching(node), limit))

    def _from_index(self, node: Node | None, facet: Facet, limit: int) -> list[FacetCount]:
        """Entities counted by the index, but for those about which users have decided something."""
        decided = self._entities.decided(facet)
        rows = self._searcher.count_by(node, facet, limit + len(decided.found))
        counts = {number: count for name, count in rows if (number := int(name)) not in decided.found}
        if decided.shown:
            counts.update(self._entities.count(facet, decided.shown, self._matching(node)))
        return self._entities.name(counts.items(), limit)

    def _matching(self, node: Node | None) -> Collection[int] | None:
        """The articles that match; None for all."""
        return None if node is None else self._searcher.matching(node)
