"""The gender of people whose names do not tell it, from the pronouns that follow them."""

from __future__ import annotations

from collections import Counter, defaultdict

from index.annotate.grouping import Grouping
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

_GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}


def infer(tokens: Tokens, spans: list[Span], grouping: Grouping) -> None:
    """Set the gender of persons without one where pronouns in sentences that name nobody else agree."""
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    starts = {span.first: number for number, span in enumerate(spans) if span.label is Label.PERSON}
    sentence, person, alone = -1, 0, False
    for index, lower in enumerate(tokens.lower):
        if tokens.sentence[index] != sentence:
            sentence, person, alone = tokens.sentence[index], 0, True
        if index in starts:
            found = grouping.of_span[starts[index]]
            alone = alone and person in (0, found)
            person = found
        elif person and alone and lower in _GENDER:
            votes[person][_GENDER[lower]] += 1
    for number, counts in votes.items():
        entity = grouping.entities[number]
        gender, count = counts.most_common(1)[0]
        if entity.gender is None and count > 2 * (counts.total() - count):
            entity.gender = gender
