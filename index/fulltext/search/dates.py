"""The documents of a range of dates, and documents in order of date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from index.fulltext.search.sets import DocumentSet
from index.fulltext.segment.columns import ARTICLE, DATE
from index.fulltext.segment.reader import Segment
from index.query.nodes import DateRange

_LOOKED_AT = 8  # documents that are passed over in the time of sorting one


def between(segment: Segment, span: DateRange) -> DocumentSet:
    """The documents whose date, as far as it is known, lies within a range."""
    dates, order = segment.columns[DATE.name], segment.by_date
    key = dates.__getitem__
    first = bisect_left(order, max(span.first, 1), key=key)
    last = bisect_right(order, span.last, key=key)
    gaps = []
    for date, extent in ((span.last // 10000 * 10000, 9999), (span.last // 100 * 100, 99)):
        # a year alone or a month alone that does not end within the range
        if date + extent > span.last:
            gaps.append((bisect_left(order, date, key=key), bisect_right(order, date, key=key)))
    found: list[int] = []
    at = first
    for start, end in sorted(gaps):
        found.extend(order[at : max(at, min(start, last))])
        at = max(at, min(end, last))
    found.extend(order[at : max(at, last)])
    found.sort()
    return DocumentSet(segment.size, documents=found)


def newest(segment: Segment, documents: DocumentSet, count: int, *, oldest: bool = False) -> list[int]:
    """The first ``count`` documents in order of date, and all others of the last one's date.

    Newest first, or ``oldest``; those without a date come last.
    """
    if len(documents) <= count:
        return list(documents.documents)
    dates = segment.columns[DATE.name]
    if documents.is_sparse and len(documents) * _LOOKED_AT < segment.size:
        return _first_of(documents.documents, dates, count, oldest)
    bits = documents.bits
    found: list[int] = []
    for document in _in_order(segment, oldest):
        if bits[document >> 3] >> (document & 7) & 1:
            if len(found) >= count and dates[document] != dates[found[-1]]:
                break
            found.append(document)
    return found


def _first_of(documents: Sequence[int], dates: Sequence[int], count: int, oldest: bool) -> list[int]:
    """The first of some documents, by looking at all of them."""
    found = [dates[document] for document in documents]
    if oldest:
        last = sorted([date or _NEVER for date in found])[count - 1]
        return [document for document, date in zip(documents, found, strict=True) if (date or _NEVER) <= last]
    last = sorted(found, reverse=True)[count - 1]
    return [document for document, date in zip(documents, found, strict=True) if date >= last]


_NEVER = 99999999


def _in_order(segment: Segment, oldest: bool) -> Iterator[int]:
    """All documents in order of date, those without one last."""
    order = segment.by_date
    undated = bisect_right(order, 0, key=segment.columns[DATE.name].__getitem__)
    if oldest:
        return chain(order[undated:], order[:undated])
    return chain(reversed(order[undated:]), order[:undated])


def date_key(segment: Segment, document: int, *, oldest: bool = False) -> tuple[int, int]:
    """By what documents of all segments are put in order of date: the date, then the article."""
    date, article = segment.columns[DATE.name][document], segment.columns[ARTICLE.name][document]
    return ((date or _NEVER) if oldest else -date, article)
