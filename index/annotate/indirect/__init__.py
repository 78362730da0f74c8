"""Finding indirect speech: what somebody says in the words of the text, outside quotation marks.

Only what a verb or noun of speech reports counts ("said that ...", "..., she told the court",
"according to the ministry", "his claim that ..."); what somebody believes, wants or hopes does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.indirect import rules, weights
from index.annotate.indirect.traits import Reading
from index.annotate.subjects import Subject


@dataclass(frozen=True, slots=True)
class Indirect:
    """Reported words: tokens ``first`` up to ``stop``, with "that" or "whether" and without the full stop.

    ``subject`` is the mention of who says them, ``cue`` the token of the word that reports, ``weight``
    the share of such readings in which both the words and the mention are right, 0..1.
    """

    first: int
    stop: int
    subject: Subject
    cue: int
    weight: float


LEAST = 0.72
"""The weight from which a reading is a find: the narrator's words are rarely worth a doubtful guess."""


def find(context: Context, clauses: Sequence[Clause], least: float = LEAST) -> list[Indirect]:
    """The indirect speech of a text that weighs at least ``least``, in the order of its words.

    ``clauses`` are those of :func:`index.annotate.clauses.find`. Words that stand wholly in marks are
    left to the marked passages; a marked piece within reported words stays inside their range. Of words
    that their clause interrupts, each side is one find. Reported words may hold reported words.
    """
    found = (
        Indirect(each.first, each.stop, each.subject, each.cue, weights.weight(each.traits))
        for each in readings(context, clauses)
    )
    return [each for each in found if each.weight >= least]


def readings(context: Context, clauses: Sequence[Clause]) -> list[Reading]:
    """The readings of a text in the order of their words, one for each range of tokens."""
    found: dict[tuple[int, int], Reading] = {}
    for reading in _all(context, clauses):
        place = (reading.first, reading.stop)
        if place not in found or weights.weight(found[place].traits) < weights.weight(reading.traits):
            found[place] = reading
    return sorted(found.values(), key=lambda each: (each.first, each.stop))


def _all(context: Context, clauses: Sequence[Clause]) -> Iterable[Reading]:
    """What the clauses and the nouns of speech report."""
    for number in range(len(clauses)):
        yield from rules.by_clause(context, clauses, number)
    yield from rules.by_noun(context)
