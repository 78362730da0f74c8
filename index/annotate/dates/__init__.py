"""Dates and amounts: where they stand in a text, and what they stand for.

The value of a date is written as in ISO 8601-2 and its profile EDTF: "2024-04-15", "2024-04", "2024", "199X"
for a decade, "19XX" for a century, "2023-22" for a summer, "2023-33" for a first quarter, "XXXX-04-27" for a
day whose year nothing gives, and "2024-04-15/2024-04-16" for the days from one to another. A week is the
interval of its days. The value of an amount is a number, a space and a unit; that of a date has no space.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.annotate.dates import amounts, finding, forms, tense
from index.annotate.dates.resolving import Reference
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import UNKNOWN_DATE, Label, PartialDate

_BEFORE_CHRIST = re.compile(r"(?:,?\s{1,3}[0-9]{1,4})?\s{0,3}(?:BCE?\b|B\.C\.)")
"""What follows a date of such a year, or the day and month of one."""


def find(text: str) -> list[tuple[int, int]]:
    """The ranges of the dates and amounts in a text, in order; they do not overlap."""
    found: list[tuple[int, int]] = []
    last_amount = -1
    for start, end, is_date in sorted(
        [(*span, False) for span in amounts.find(text)] + [(*span, True) for span in finding.find(text)]
    ):
        if found and start < found[-1][1]:
            if is_date or found[-1][0] == last_amount:
                continue
            found.pop()
        found.append((start, end))
        last_amount = last_amount if is_date else start
    return found


def value(text: str, start: int, end: int, published: PartialDate = UNKNOWN_DATE) -> str | None:
    """What the date or amount at ``start:end`` of a text stands for, None when the text does not tell.

    What the text leaves open is read against the day of publication: a weekday is the latest one and
    "April 27" the latest one, unless their clause is about the future. After a date of an earlier year the
    year of "April 27" stays open. Nothing is told of years before the first.
    """
    if _BEFORE_CHRIST.match(text, end):
        return None
    form = finding.form_at(text, start, end)
    if form is None:
        return amounts.value(text, start, end)
    kind, match = form
    step = finding.step_before(text, start)
    if step is None and forms.is_told_of_another_year(text, start, kind, published.year):
        published = UNKNOWN_DATE
    future = tense.future(text, start, end)
    return kind.read(match, Reference(published, future, step, forms.year_ahead(text, end)))


def add(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """The spans of a text with its dates and amounts among them, in order; none overlaps another.

    A name that lies within a date gives way to it; a longer one, such as that of a person called May, keeps
    the date out.
    """
    owner = {index: span for span in spans for index in range(span.first, span.stop)}
    dropped: set[int] = set()
    added: list[Span] = []
    for start, end in find(tokens.text):
        first, stop = tokens.at(start), tokens.at(end - 1) + 1
        if not _is_whole(tokens, start, end, first, stop):
            continue
        met = {id(span): span for index in range(first, stop) if (span := owner.get(index))}
        if all(_gives_way(span, first, stop) for span in met.values()):
            dropped |= met.keys()
            added.append(Span(first, stop, Label.DATE))
    kept = [span for span in spans if id(span) not in dropped]
    return sorted(kept + added, key=lambda span: span.first)


def _is_whole(tokens: Tokens, start: int, end: int, first: int, stop: int) -> bool:
    """Whether a range begins and ends with tokens of one paragraph."""
    return (
        first < stop <= len(tokens)
        and (tokens.starts[first], tokens.ends[stop - 1]) == (start, end)
        and tokens.paragraph[first] == tokens.paragraph[stop - 1]
    )


def _gives_way(span: Span, first: int, stop: int) -> bool:
    """Whether a span leaves its place to a date over the tokens ``first`` to ``stop``."""
    return span.label is Label.DATE or (span.first >= first and span.stop <= stop)
