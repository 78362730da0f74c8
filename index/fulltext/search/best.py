"""The best documents of a query, without computing the scores of all where that can be avoided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappush, heapreplace, nlargest
from itertools import chain, compress

from index.deadline import current
from index.fulltext.search.scoring import Scored, shared
from index.fulltext.search.sets import DocumentSet
from index.fulltext.segment.columns import ARTICLE, DATE
from index.fulltext.segment.reader import Segment

Ranked = tuple[float, int, int]
"""A document in the order of results: its score and its date, both negative, and its article."""

_ALL_SCORED = 100
"""Documents up to which all scores are computed, where one term counts."""

_ALL_OF_SEVERAL = 3000
"""Documents times terms up to which they are, where several count."""

_WORTH_CHOOSING = 2000  # documents from which those are left out that cannot be among the best
_SORTED = 500  # scores up to which sorting all is quickest


class Threshold:
    """The score that a document must reach to be among the best ``count`` of all segments.

    ``score`` is 0 while there are fewer.
    """

    def __init__(self, count: int) -> None:
        self.score = 0.0
        self._count = count
        self._best: list[float] = []

    def reached_with(self, scores: Sequence[float]) -> float:
        """The score when documents with at least some other scores are added."""
        if len(scores) < self._count:
            return self.score
        if len(scores) < _SORTED:
            return max(self.score, sorted(scores, reverse=True)[self._count - 1])
        return max(self.score, nlargest(self._count, scores)[-1])

    def add(self, score: float) -> None:
        """Take note of the score of a document."""
        if len(self._best) == self._count:
            if score > self.score:
                heapreplace(self._best, score)
                self.score = self._best[0]
        else:
            heappush(self._best, score)
            if len(self._best) == self._count:
                self.score = self._best[0]


def best_of_words(
    scored: Sequence[Scored], at: int, segment: Segment, threshold: Threshold, allowed: DocumentSet | None
) -> Iterator[Ranked]:
    """Documents that have any of some words, among them all that reach the threshold in the end.

    ``allowed`` are the documents that may be given, None for all. A document with one of the words only must
    be among the best of that word; those with several are few, and all of their scores are computed.
    """
    if len(scored) == 1:
        yield from _best_led(scored[0], at, segment, threshold, allowed)
        return
    several = shared(scored, at, segment.size)
    wanted = several if allowed is None else several & allowed
    if several:
        others = DocumentSet.all(segment.size) - several
        allowed = others if allowed is None else allowed & others
    for each in sorted(scored, key=lambda term: -term.weight):
        yield from _best_led(each, at, segment, threshold, allowed)
    yield from best_of_documents(scored, at, segment, threshold, wanted)


def best_of_all(
    scored: Sequence[Scored], at: int, segment: Segment, threshold: Threshold, allowed: DocumentSet
) -> Iterator[Ranked]:
    """Of documents that have all of some words, those that reach the threshold in the end."""
    lead, *others = sorted(scored, key=lambda term: -term.weight)
    yield from _best_led(lead, at, segment, threshold, allowed, others)


def best_of_documents(
    scored: Sequence[Scored],
    at: int,
    segment: Segment,
    threshold: Threshold,
    documents: DocumentSet,
    gates: Sequence[DocumentSet | None] = (),
) -> Iterator[Ranked]:
    """Of some documents those that reach the threshold in the end, and maybe others.

    ``gates`` has for each term the documents in which it counts, None for all.
    """
    numbers = documents.documents
    scores = [0.0] * len(numbers)
    norms: dict[str, Sequence[float]] = {}
    left = sum(term.weight for term in scored)
    passing = list(chain(gates, [None] * len(scored)))
    for term, gate in sorted(zip(scored, passing, strict=False), key=lambda pair: -pair[0].weight):
        current().check()
        weight, frequencies = term.weight, term.frequencies(at, numbers)
        if gate is not None:
            allowed = set(gate.among(numbers))
            pairs = zip(frequencies, numbers, strict=True)
            frequencies = [frequency if number in allowed else 0 for frequency, number in pairs]
        if term.field not in norms:
            norms[term.field] = term.norms_of(numbers, segment)
        scores = [
            score + weight * (frequency / (frequency + norm))
            for score, frequency, norm in zip(scores, frequencies, norms[term.field], strict=True)
        ]
        left -= weight
        if left > 0 and len(numbers) > _WORTH_CHOOSING:
            numbers, scores = _promising(numbers, scores, left, threshold)
            norms.clear()
    dates, articles = segment.columns[DATE.name], segment.columns[ARTICLE.name]
    least = threshold.reached_with(scores)
    for score, number in zip(scores, numbers, strict=True):
        if score >= least and score > 0:
            threshold.add(score)
            yield (-score, -dates[number], articles[number])


def _promising(
    numbers: Sequence[int], scores: list[float], left: float, threshold: Threshold
) -> tuple[Sequence[int], list[float]]:
    """Those documents that can still be among the best when terms of a weight of ``left`` are to come.

    A term adds less than its weight.
    """
    least = threshold.reached_with(scores) - left
    if least <= 0:
        return numbers, scores
    kept = [score >= least for score in scores]
    return list(compress(numbers, kept)), list(compress(scores, kept))


def _best_led(
    lead: Scored,
    at: int,
    segment: Segment,
    threshold: Threshold,
    allowed: DocumentSet | None,
    others: Sequence[Scored] = (),
) -> Iterator[Ranked]:
    """Documents of one word, the promising ones first, until no other can reach the threshold.

    ``others`` are words that all documents ``allowed`` have too.
    """
    postings = lead.postings[at]
    if postings is None:
        return
    impacts, documents, frequencies = postings.extra, postings.documents, postings.frequencies
    lengths, norms, weight = segment.lengths(lead.field), lead.norms, lead.weight
    dates, articles = segment.columns[DATE.name], segment.columns[ARTICLE.name]
    bits = allowed.bits if allowed is not None else None
    adding = [other.adder(at, segment) for other in others]
    most = sum(other.most(at) for other in others)
    for impact in range(postings.highest_extra, 0, -1):
        if weight * lead.bounds[impact] + most < threshold.score:
            return
        index = impacts.find(impact)
        while index >= 0:
            document = documents[index]
            if bits is None or bits[document >> 3] >> (document & 7) & 1:
                frequency = frequencies[index]
                score = weight * (frequency / (frequency + norms[lengths[document]]))
                for add in adding:
                    score += add(document)
                if score >= threshold.score:
                    threshold.add(score)
                    yield (-score, -dates[document], articles[document])
            index = impacts.find(impact, index + 1)


def worth_scoring_all(documents: DocumentSet, terms: int) -> bool:
    """Whether a set is so small that computing all scores is quickest, where so many terms count."""
    return len(documents) * terms <= (_ALL_SCORED if terms == 1 else _ALL_OF_SEVERAL)
