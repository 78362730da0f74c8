"""Answers queries from a snapshot: how many documents match, and which come first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest, nsmallest
from itertools import islice

from index.deadline import current
from index.fulltext.search import best
from index.fulltext.search.dates import date_key, newest
from index.fulltext.search.facets import FIELDS, EntityCounter, Facet, count_months, count_sources
from index.fulltext.search.matching import Matcher
from index.fulltext.search.outside import Outside, Remembered
from index.fulltext.search.scoring import Scored, is_disjunction, scored_terms
from index.fulltext.search.sets import DocumentSet
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.columns import ARTICLE, DATE
from index.models import Sort
from index.query.nodes import And, Fuzzy, Node, Or, Phrase, Word

_FIRST = 1000
"""Hits up to which only the best are looked for; of a page further on, all are put in order."""


@dataclass(frozen=True, slots=True)
class Page:
    """The articles of a page of results, each with its score (0 in an order by date), and how many match."""

    hits: tuple[tuple[int, float], ...]
    total: int


class Search:
    """One query on one snapshot. What has been found out is kept for further pages."""

    def __init__(self, node: Node | None, snapshot: Snapshot, outside: Outside) -> None:
        """No ``node`` matches everything."""
        self._node = node
        self._snapshot = snapshot
        remembered = Remembered(outside)
        self._matchers = [Matcher(snapshot, segment, remembered) for segment in snapshot.segments]
        self._found = [
            DocumentSet(matcher.segment.size, bitmap=matcher.segment.alive)
            if node is None
            else matcher.alive(node)
            for matcher in self._matchers
        ]
        self.total = sum(map(len, self._found))
        self._entities: EntityCounter | None = None
        self._whole: dict[Sort, tuple[array[int], array[float]]] = {}

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes at most, with lists of all that it finds, and marks."""
        found = 68 * self.total + self._snapshot.total
        return found + sum(matcher.memory for matcher in self._matchers) + 2000

    def count_by(self, facet: Facet, most: int) -> list[tuple[str, int]]:
        """By what the articles are told apart, see :meth:`index.fulltext.engine.FullText.count_by`."""
        if facet is Facet.SOURCE:
            return nlargest(most, count_sources(self._snapshot, self._found).items(), key=_by_count)
        if facet is Facet.MONTH:
            months = count_months(self._snapshot, self._found)
            return nlargest(most, ((_month(month), count) for month, count in months.items()), key=_by_count)
        if self._entities is None:
            self._entities = EntityCounter(self._snapshot, self._found)
        return [(str(entity), count) for entity, count in self._entities.top(FIELDS[facet], most)]

    def articles(self) -> set[int]:
        """The articles that match."""
        found: set[int] = set()
        for segment, documents in zip(self._snapshot.segments, self._found, strict=True):
            found.update(map(segment.columns[ARTICLE.name].__getitem__, documents.documents))
        return found

    def page(self, sort: Sort, limit: int, offset: int = 0) -> Page:
        """Some of the articles that match, in order; those of one score or none, newest first."""
        count = min(offset + limit, self.total)
        if sort in self._whole or count > _FIRST:
            articles, scores = self._order_all(sort)
            chosen = slice(offset, count)
            return Page(tuple(zip(articles[chosen], scores[chosen], strict=True)), self.total)
        ranked = self._first(sort, count)
        return Page(tuple(islice(ranked, offset, count)), self.total)

    def _first(self, sort: Sort, count: int) -> list[tuple[int, float]]:
        """The first articles with their scores."""
        if not count:
            return []
        if sort is not Sort.RELEVANCE:
            return [(article, 0.0) for article in self._by_date(count, oldest=sort is Sort.OLDEST)]
        ranked = self._best(count)
        hits = [(article, -score) for score, _, article in ranked]
        if len(hits) < count:
            known = {article for article, _ in hits}
            others = self._by_date(count, without=known)
            hits.extend((article, 0.0) for article in others[: count - len(hits)])
        return hits

    def _best(self, count: int) -> list[best.Ranked]:
        """The best of the documents that have a score, at most ``count``."""
        scored = self._scored()
        if not scored:
            return []
        threshold = best.Threshold(count)
        found: list[best.Ranked] = []
        quick = all(term.has_impacts and term.gate is None for term in scored)
        order = sorted(range(len(self._matchers)), key=lambda at: -len(self._found[at]))
        for at in order:
            current().check()
            if self._found[at]:
                found.extend(self._best_of_segment(scored, at, threshold, quick))
        return sorted(found)[:count]  # there are few more than wanted

    def _best_of_segment(
        self, scored: Sequence[Scored], at: int, threshold: best.Threshold, quick: bool
    ) -> list[best.Ranked]:
        """Documents of one segment, among them all that reach the threshold in the end."""
        segment, documents = self._snapshot.segments[at], self._found[at]
        if quick and not best.worth_scoring_all(documents, len(scored)):
            if len(scored) > 1 and self._is_conjunction:
                return list(best.best_of_all(scored, at, segment, threshold, documents))
            if len(scored) == 1 or not isinstance(self._node, And):
                allowed = None if self._is_plain and not segment.deleted else documents
                return list(best.best_of_words(scored, at, segment, threshold, allowed))
        return list(
            best.best_of_documents(scored, at, segment, threshold, documents, self._gates(scored, at))
        )

    def _scored(self) -> list[Scored]:
        """The terms that count for scores."""
        return [] if self._node is None else scored_terms(self._node, self._snapshot, self._matchers)

    def _gates(self, scored: Sequence[Scored], at: int) -> list[DocumentSet | None]:
        """For each term the documents of segment ``at`` in which it counts, None for all."""
        matcher = self._matchers[at]
        return [None if each.gate is None else matcher.match(each.gate) for each in scored]

    @cached_property
    def _is_conjunction(self) -> bool:
        """Whether each document that matches has all words that count."""
        if isinstance(self._node, Phrase):
            return True
        return isinstance(self._node, And) and not any(
            isinstance(part, And | Or | Fuzzy) for part in self._node.parts
        )

    @property
    def _is_plain(self) -> bool:
        """Whether each document with a word of the query matches it."""
        return isinstance(self._node, Word) or (self._node is not None and is_disjunction(self._node))

    def _by_date(
        self, count: int, *, oldest: bool = False, without: set[int] | frozenset[int] = frozenset()
    ) -> list[int]:
        """The first articles in order of date but for some."""
        found: list[tuple[int, int]] = []
        for segment, documents in zip(self._snapshot.segments, self._found, strict=True):
            if documents:
                some = newest(segment, documents, count + len(without), oldest=oldest)
                found.extend(date_key(segment, document, oldest=oldest) for document in some)
        return [article for _, article in nsmallest(count + len(without), found) if article not in without]

    def _order_all(self, sort: Sort) -> tuple[array[int], array[float]]:
        """All articles that match in order, with their scores."""
        if sort not in self._whole:
            hits = self._score_all() if sort is Sort.RELEVANCE else self._date_all(sort)
            hits.sort()
            self._whole[sort] = (
                array("q", [hit[2] for hit in hits]),
                array("d", [abs(hit[0]) for hit in hits]),
            )
        return self._whole[sort]

    def _score_all(self) -> list[best.Ranked]:
        """All documents with their scores, in no order."""
        scored = self._scored()
        found: list[best.Ranked] = []
        for at, (segment, documents) in enumerate(zip(self._snapshot.segments, self._found, strict=True)):
            gates = self._gates(scored, at)
            everything = best.Threshold(self.total + 1)
            ranked = list(best.best_of_documents(scored, at, segment, everything, documents, gates))
            if len(ranked) < len(documents):
                known = {article for _, _, article in ranked}
                dates, articles = segment.columns[DATE.name], segment.columns[ARTICLE.name]
                ranked.extend(
                    (0.0, -dates[document], articles[document])
                    for document in documents.documents
                    if articles[document] not in known
                )
            found.extend(ranked)
        return found

    def _date_all(self, sort: Sort) -> list[best.Ranked]:
        """All documents by their dates, in no order."""
        oldest = sort is Sort.OLDEST
        return [
            (0.0, *date_key(segment, document, oldest=oldest))
            for segment, documents in zip(self._snapshot.segments, self._found, strict=True)
            for document in documents.documents
        ]


def _by_count(item: tuple[str, int]) -> int:
    """The count of a value."""
    return item[1]


def _month(month: int) -> str:
    """A month of YYYYMM as it is written."""
    year, number = divmod(month, 100)
    return f"{year:04}-{number:02}" if number else f"{year:04}" if year else ""
