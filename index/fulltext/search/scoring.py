"""What the words of a query add to the scores of documents: BM25F, as Whoosh computes it.

The score of a document is the sum over the terms that count of
``idf * (K1 + 1) * f / (f + K1 * (1 - B + B * length / mean))``, where f is the frequency (an occurrence in
the title counts several times), and ``idf = log(N / (n + 1)) + 1`` with N documents, n of them with the term.
Deleted documents are counted until they are merged away, as in Whoosh.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from index.fulltext.search.matching import EXACT, STEMMED, Matcher, encoded, word_term
from index.fulltext.search.sets import DocumentSet, chosen, documents_of
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.bitmaps import from_documents, marks
from index.fulltext.segment.fields import MOST_FREQUENT, STEMS
from index.fulltext.segment.impacts import K1, bounds_for, norms_for
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.query.nodes import (
    And,
    Field,
    Filter,
    Fuzzy,
    Leaf,
    Naming,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Word,
)
from index.query.terms import stem

MOST_NAMED = 64
"""Entities of which a part of a query is that are counted as one term; more do not count for the score."""

NAMED = ""
"""The field of terms that stand for entities; the length of a document does not count for them."""

_PER_LOOKUP = 5  # postings that are read in the time of one bisection


@dataclass(frozen=True, slots=True)
class Scored:
    """One term of a query that counts: its postings in each segment, and what makes its scores.

    ``gate`` is a part of the query that a document must match for the term to count in it.
    """

    field: str
    postings: tuple[Postings | None, ...]
    weight: float
    norms: Sequence[float]
    bounds: Sequence[float]
    gate: Node | None = None

    @property
    def has_impacts(self) -> bool:
        """Whether the best documents can be found by impacts."""
        return self.field == STEMS.name

    def frequencies(self, at: int, documents: Sequence[int]) -> Sequence[int]:
        """How often the term is in some documents of segment ``at``; 255 stands for more."""
        postings = self.postings[at]
        if postings is None:
            return bytes(len(documents))
        return postings.frequencies if documents is postings.documents else _frequencies(postings, documents)

    def most(self, at: int) -> float:
        """The most that the term adds to the score of a document of segment ``at``; only with impacts."""
        postings = self.postings[at]
        return 0.0 if postings is None else self.weight * self.bounds[postings.highest_extra]

    def adder(self, at: int, segment: Segment) -> Callable[[int], float]:
        """What tells what the term adds to the score of a document of segment ``at`` that has it."""
        postings = self.postings[at]
        assert postings is not None  # noqa: S101
        norms, lengths, weight = self.norms, segment.lengths(self.field), self.weight
        found = postings.table or dict(zip(postings.documents, postings.frequencies, strict=True))
        table: Callable[[int], int] = found.__getitem__

        def add(document: int) -> float:
            frequency = table(document)
            return weight * (frequency / (frequency + norms[lengths[document]]))

        return add

    def norms_of(self, documents: Sequence[int], segment: Segment) -> Sequence[float]:
        """What the lengths of some documents of a segment make of the frequencies in them."""
        if self.field == NAMED:
            return [K1] * len(documents)
        return list(map(self.norms.__getitem__, chosen(segment.lengths(self.field), documents)))


def _frequencies(postings: Postings, documents: Sequence[int]) -> Sequence[int]:
    """How often a term is in some documents."""
    own, count = postings.documents, postings.count
    table = postings.table if len(documents) > 1 else None
    if table is not None:
        return chosen(table, documents)
    if len(documents) * _PER_LOOKUP < count:
        places = [bisect_left(own, document) for document in documents]
        frequencies = postings.frequencies
        return [
            frequencies[place] if place < count and own[place] == document else 0
            for place, document in zip(places, documents, strict=True)
        ]
    wanted = marks(documents, postings.size)
    selected = bytes(compress(postings.frequencies, map(wanted.__getitem__, own)))
    if len(selected) == len(documents):
        return selected
    frequency_of = dict(zip(own, postings.frequencies, strict=True))
    return [frequency_of.get(document, 0) for document in documents]


def scored_terms(node: Node, snapshot: Snapshot, matchers: Sequence[Matcher]) -> list[Scored]:
    """The terms of a query that count for scores, those that no segment has left out.

    Words count, a phrase by its words, a fuzzy word by the stems of all that it stands for; names by how
    often whom they mean is named. The beginning of a word does not count.
    """
    found: dict[tuple[str, object, Node | None], Scored] = {}
    for leaf, gate in _counting(node):
        for key, postings in _postings(leaf, snapshot, matchers):
            if (*key, gate) not in found and any(postings):
                found[(*key, gate)] = _scored(key[0], postings, gate, snapshot)
    return list(found.values())


def _counting(node: Node, gate: Node | None = None) -> Iterator[tuple[Leaf, Node | None]]:
    """The leaves that are not excluded, with the part of the query that must match for them to count."""
    if isinstance(node, Not):
        return
    if isinstance(node, And):
        for part in node.parts:
            yield from _counting(part, gate)
    elif isinstance(node, Or):
        for part in node.parts:
            must = part if isinstance(part, And | Phrase) else None
            yield from _counting(part, gate if must is None else must if gate is None else And((gate, must)))
    else:
        yield node, gate


Key = tuple[str, object]


def _postings(
    leaf: Leaf, snapshot: Snapshot, matchers: Sequence[Matcher]
) -> Iterator[tuple[Key, tuple[Postings | None, ...]]]:
    """The terms of a leaf that count, with their postings in each segment."""
    if isinstance(leaf, Prefix):
        return
    if isinstance(leaf, OneEntity) or (not isinstance(leaf, Filter) and leaf.field.is_name):
        yield (NAMED, leaf), tuple(_named(leaf, matcher) for matcher in matchers)
    elif isinstance(leaf, Fuzzy) and leaf.field is Field.TEXT:
        stems = {each for matcher in matchers for each in matcher.stems_of(leaf)}
        for term in sorted(stems)[:MOST_NAMED]:
            found = tuple(snapshot.postings(matcher.segment, STEMS.name, term) for matcher in matchers)
            yield (STEMS.name, term), found
    elif isinstance(leaf, Fuzzy):
        field = EXACT[leaf.field]
        yield (field, leaf), tuple(merged(matcher.leaf_postings(leaf), matcher) for matcher in matchers)
    elif isinstance(leaf, Word | Phrase):
        for field, term in _terms(leaf):
            found = tuple(snapshot.postings(matcher.segment, field, term) for matcher in matchers)
            yield (field, term), found


def _terms(leaf: Word | Phrase) -> list[tuple[str, bytes]]:
    """The fields and terms of a word or of the words of a phrase."""
    if isinstance(leaf, Word):
        return [word_term(leaf)]
    if leaf.field.stemmed:
        whole = leaf.terms[:-1] if leaf.prefix else leaf.terms
        return [(STEMMED[leaf.field], encoded(stem(term))) for term in whole]
    return [(EXACT[leaf.field], encoded(term)) for term in leaf.terms]


def _named(leaf: Naming, matcher: Matcher) -> Postings | None:
    """The postings of whom a leaf means, as one term; None for nobody or for many."""
    found = matcher.named_postings(leaf)
    return merged(found, matcher) if len(found) <= MOST_NAMED else None


def merged(parts: Sequence[Postings], matcher: Matcher) -> Postings | None:
    """The postings of several terms as one, without extras."""
    if len(parts) <= 1:
        return parts[0] if parts else None
    counts: dict[int, int] = {}
    for part in parts:
        for document, count in zip(part.documents, part.frequencies, strict=True):
            counts[document] = counts.get(document, 0) + count
    documents = sorted(counts)
    frequencies = bytes([min(counts[document], MOST_FREQUENT) for document in documents])
    return Postings.of(array("H", documents), frequencies, matcher.segment.size)


def _scored(
    field: str, postings: tuple[Postings | None, ...], gate: Node | None, snapshot: Snapshot
) -> Scored:
    """A term with what makes its scores."""
    count = sum(each.count for each in postings if each is not None)
    weight = (math.log(snapshot.total / (count + 1)) + 1) * (K1 + 1)
    if field == NAMED:
        return Scored(field, postings, weight, (), (), gate)
    mean = snapshot.mean_length(field)
    return Scored(field, postings, weight, norms_for(mean), bounds_for(mean), gate)


def is_disjunction(node: Node) -> bool:
    """Whether a query is words of which one is enough."""
    return isinstance(node, Or) and all(
        isinstance(part, Word) and part.field is Field.TEXT and not part.exact for part in node.parts
    )


def shared(scored: Sequence[Scored], at: int, size: int) -> DocumentSet:
    """The documents of segment ``at`` that have more than one of some terms."""
    sets = [documents_of(found) for each in scored if (found := each.postings[at]) is not None]
    few = [each.documents for each in sets if each.is_sparse]
    many = [each.bitmap for each in sets if not each.is_sparse]
    seen: set[int] = set()
    several: set[int] = set()
    for documents in few:
        several |= seen.intersection(documents)
        seen.update(documents)
    if len(many) < 2:
        if many:
            several.update(DocumentSet(size, bitmap=many[0]).among(list(seen)))
        return DocumentSet(size, documents=sorted(several))
    in_many = in_several = 0
    for bitmap in many:
        in_several |= in_many & bitmap
        in_many |= bitmap
    several.update(DocumentSet(size, bitmap=in_many).among(list(seen)))
    return DocumentSet(size, bitmap=in_several | from_documents(sorted(several), size))
