"""Answers a query from the postings of an index: which documents match, and how well."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from heapq import nlargest

from index.fulltext.reader import EMPTY, IndexField, IndexReader, Names, Postings
from index.models import Sort
from index.query.nodes import (
    And,
    DateRange,
    Field,
    Filter,
    Fuzzy,
    HasQuotes,
    Leaf,
    Naming,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Word,
    positive_leaves,
)
from index.query.terms import is_near, stem

K1 = 1.2
"""How soon more occurrences of a term stop to count; BM25's usual value (Robertson and Zaragoza 2009)."""

B = 0.75
"""How much long documents are held back; the usual value of BM25."""

TITLE_WEIGHT = 4.0
"""What an occurrence in the title counts beside one in the body, as in BM25F."""

MOST_EXPANSIONS = 64
"""Terms that a beginning or a fuzzy word stands for, the most frequent first."""

_EXACT = {
    Field.TEXT: IndexField.WORDS,
    Field.TITLE: IndexField.WORDS,
    Field.QUOTE: IndexField.QUOTES,
    Field.SOURCE: IndexField.SOURCE,
}
_STEMMED = {Field.TEXT: IndexField.STEMS, Field.TITLE: IndexField.TITLE, Field.QUOTE: IndexField.QUOTES}


class Evaluator:
    """Evaluates the queries of one reader."""

    def __init__(self, reader: IndexReader, names: Names) -> None:
        self._reader = reader
        self._names = names
        sizes = reader.sizes
        mean = sum(sizes) / len(sizes) if sizes else 1.0
        self._norms = [K1 * (1 - B + B * size / (mean or 1.0)) for size in sizes]

    def rank(self, node: Node, sort: Sort) -> list[tuple[int, float]]:
        """The documents that match a query in the order asked for, each with its score.

        Scores are 0 for an order by date.
        """
        docs = self.match(node)
        if sort is not Sort.RELEVANCE:
            return [(doc, 0.0) for doc in sorted(docs, key=self._date_key(sort))]
        scores = self.score(node, docs)
        key = self._date_key(Sort.NEWEST)
        ranked = sorted(docs, key=lambda doc: (-scores.get(doc, 0.0), key(doc)))
        return [(doc, scores.get(doc, 0.0)) for doc in ranked]

    def _date_key(self, sort: Sort) -> Callable[[int], tuple[int, int]]:
        """The key by date and article; documents without a date come last."""
        dates, ids = self._reader.dates, self._reader.article_ids
        if sort is Sort.OLDEST:
            return lambda doc: (dates[doc] or 99999999, ids[doc])
        return lambda doc: (-dates[doc], ids[doc])

    def match(self, node: Node) -> set[int]:
        """The documents that match a query."""
        if isinstance(node, And):
            return self._match_all(node.parts)
        if isinstance(node, Or):
            return set().union(*(self.match(part) for part in node.parts))
        if isinstance(node, Not):
            return set(range(len(self._reader.article_ids))) - self.match(node.part)
        if isinstance(node, DateRange):
            return {doc for doc, date in enumerate(self._reader.dates) if node.contains(date)}
        if isinstance(node, HasQuotes):
            return {doc for doc, count in enumerate(self._reader.quote_counts) if count}
        if isinstance(node, OneEntity) or node.field.is_name:
            return self._match_name(node)
        return self._match_words(node)

    def _match_name(self, leaf: Naming) -> set[int]:
        """The documents of the articles that a name or an entity's id means."""
        docs = self._docs
        return {docs[article] for article in self._names(leaf) if article in docs}

    @cached_property
    def _docs(self) -> dict[int, int]:
        """The document of each article."""
        return {article: doc for doc, article in enumerate(self._reader.article_ids)}

    def _match_words(self, node: Word | Prefix | Fuzzy | Phrase) -> set[int]:
        """The documents that have a leaf's words."""
        if isinstance(node, Phrase):
            return self._match_phrase(node)
        found: set[int] = set()
        for postings in self._leaf_postings(node):
            found.update(postings.docs)
        return self._in_title(node, found) if node.field is Field.TITLE else found

    def _match_all(self, parts: Sequence[Node]) -> set[int]:
        """The documents that match all parts; what is excluded is taken from the rest."""
        wanted = [part for part in parts if not isinstance(part, Not)]
        found = self.match(wanted[0]) if wanted else set(range(len(self._reader.article_ids)))
        for part in wanted[1:]:
            if found:
                found &= self.match(part)
        for excluded in parts:
            if found and isinstance(excluded, Not):
                found -= self.match(excluded.part)
        return found

    def _leaf_postings(self, leaf: Word | Prefix | Fuzzy) -> list[Postings]:
        """The postings of the terms that a leaf stands for."""
        return [self._reader.postings(field, term) for field, term in self._leaf_terms(leaf)]

    def _leaf_terms(self, leaf: Word | Prefix | Fuzzy) -> list[tuple[str, str]]:
        """The terms of the index that a leaf stands for, with their fields."""
        if isinstance(leaf, Word):
            if leaf.field.stemmed:
                return [(_STEMMED[leaf.field], stem(leaf.term))]
            return [(_EXACT[leaf.field], leaf.term)]
        if leaf.field is Field.QUOTE:
            return [(IndexField.QUOTES, stem(term)) for term in self._expand(IndexField.WORDS, leaf)]
        field = _EXACT[leaf.field]
        return [(field, term) for term in self._expand(field, leaf)]

    def _expand(self, field: str, leaf: Prefix | Fuzzy) -> list[str]:
        """The most frequent terms that a beginning or a fuzzy word stands for."""
        if isinstance(leaf, Prefix):
            terms = self._reader.vocabulary(field, leaf.term)
        else:
            terms = [
                (term, count)
                for term, count in self._reader.vocabulary(field, leaf.term[:2])
                if is_near(leaf.term, term)
            ]
        best = nlargest(MOST_EXPANSIONS, terms, key=lambda each: each[1])
        return [term for term, _ in best]

    def _in_title(self, leaf: Word | Prefix | Fuzzy, docs: set[int]) -> set[int]:
        """Of documents that have a leaf's term, those that have it in the title."""
        if isinstance(leaf, Word):
            return docs
        sizes = self._reader.title_sizes
        found: set[int] = set()
        for field, term in self._leaf_terms(leaf):
            places = self._reader.positions(field, term, docs)
            found.update(doc for doc, where in places.items() if where[0] < sizes[doc])
        return found

    def _match_phrase(self, phrase: Phrase) -> set[int]:
        """The documents in which the terms of a phrase stand side by side."""
        if phrase.field is Field.QUOTE:
            return self._match_loosely(phrase)
        field = _EXACT[phrase.field]
        ends = phrase.terms[-1:]
        if phrase.prefix:
            ends = tuple(self._expand(field, Prefix(phrase.field, phrase.terms[-1])))
        found: set[int] = set()
        for end in ends:
            found |= self._match_exactly(field, (*phrase.terms[:-1], end), phrase.field is Field.TITLE)
        return found

    def _match_loosely(self, phrase: Phrase) -> set[int]:
        """The documents that have the words of a phrase; quotes are indexed without positions."""
        parts: list[Node] = [Word(phrase.field, term) for term in phrase.terms]
        if phrase.prefix:
            parts[-1] = Prefix(phrase.field, phrase.terms[-1])
        return self._match_all(parts)

    def _match_exactly(self, field: str, terms: Sequence[str], in_title: bool) -> set[int]:
        """The documents in which these terms stand side by side."""
        lists = {term: self._reader.postings(field, term).docs for term in terms}
        rarest = sorted(lists.values(), key=len)
        docs = set(rarest[0]).intersection(*rarest[1:])
        starts: dict[int, set[int]] = {}
        for at, term in enumerate(terms):
            if not docs:
                return docs
            places = self._reader.positions(field, term, docs)
            for doc, where in places.items():
                shifted = {position - at for position in where}
                starts[doc] = shifted & starts[doc] if at else shifted
            docs = {doc for doc in docs if starts.get(doc)}
        if in_title:
            sizes = self._reader.title_sizes
            docs = {doc for doc in docs if min(starts[doc]) + len(terms) <= sizes[doc]}
        return docs

    def score(self, node: Node, docs: Collection[int]) -> dict[int, float]:
        """The BM25 score of documents by the words of a query that are not excluded; names do not count."""
        scores = dict.fromkeys(docs, 0.0)
        if not scores:
            return scores
        done: set[tuple[str, str]] = set()
        for leaf in positive_leaves(node):
            for place in self._scored_terms(leaf):
                if place not in done:
                    done.add(place)
                    self._add_scores(place, scores)
        return scores

    def _scored_terms(self, leaf: Leaf) -> list[tuple[str, str]]:
        """The terms whose occurrences count for a leaf; a phrase counts by its words."""
        if isinstance(leaf, Filter) or leaf.field.is_name:
            return []
        if isinstance(leaf, Phrase):
            if leaf.field.stemmed:
                return [(_STEMMED[leaf.field], stem(term)) for term in leaf.terms]
            return [(_EXACT[leaf.field], term) for term in leaf.terms]
        return self._leaf_terms(leaf)

    def _add_scores(self, place: tuple[str, str], scores: dict[int, float]) -> None:
        """Add what one term contributes."""
        field, term = place
        postings = self._reader.postings(field, term)
        if not postings.docs:
            return
        total = len(self._reader.article_ids)
        frequency = len(postings.docs)
        weight = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1)
        titles = self._reader.postings(IndexField.TITLE, term) if field == IndexField.STEMS else EMPTY
        extra = dict(zip(titles.docs, titles.counts, strict=True))
        norms = self._norms
        for doc, count in zip(postings.docs, postings.counts, strict=True):
            if doc in scores:
                if doc in extra:
                    count += TITLE_WEIGHT * extra[doc]
                scores[doc] += weight * count / (count + norms[doc])
