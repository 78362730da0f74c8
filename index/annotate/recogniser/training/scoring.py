"""Strict and relaxed scores of the recogniser on labelled files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.annotate import entities
from index.annotate.recogniser.training.corpus import without_ends
from index.annotate.tokens import tokenize
from index.models import Label

LABELS = (Label.PERSON, Label.ORG, Label.PLACE)

_Range = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """F1 in percent: strict over all labels and for each, relaxed over all.

    Strict counts spans with the same start, end and label; relaxed those that share the label and at
    least one code point.
    """

    strict: float
    relaxed: float
    of_label: dict[Label, float]


def score(path: Path) -> Score:
    """The scores on a file of JSON lines {"text", "entities": [{"start", "end", "label"}]}."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    near = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            wanted = _wanted(record)
            given = _given(record["text"])
            gold.update(label for *_, label in wanted)
            found.update(label for *_, label in given)
            right.update(label for *_, label in wanted & given)
            near += _overlapping(wanted, given)
    return Score(
        _f1(right.total(), gold.total(), found.total()),
        _f1(near, gold.total(), found.total()),
        {label: _f1(right[label], gold[label], found[label]) for label in LABELS},
    )


def _wanted(record: dict[str, object]) -> set[_Range]:
    """The gold spans of a record."""
    text, labelled = record["text"], record["entities"]
    if not isinstance(text, str) or not isinstance(labelled, list):
        raise TypeError("a labelled document has a text and a list of entities")
    spans = ((each["start"], each["end"], each["label"]) for each in labelled)
    return _without_ends(text, (span for span in spans if span[2] in LABELS))


def _given(text: str) -> set[_Range]:
    """The spans that the recogniser finds."""
    tokens = tokenize(text)
    spans = (
        (tokens.starts[span.first], tokens.ends[span.stop - 1], str(span.label))
        for span in entities.find(tokens)
    )
    return _without_ends(text, spans)


def _without_ends(text: str, spans: Iterable[_Range]) -> set[_Range]:
    """The spans by one convention of where a name begins and ends."""
    return {(*without_ends(text, start, end), label) for start, end, label in spans}


def _overlapping(wanted: set[_Range], given: set[_Range]) -> int:
    """How many gold spans meet a found one of their label, one to one, the largest overlap first."""
    pairs = sorted(
        (max(one[0], other[0]) - min(one[1], other[1]), one, other)
        for one in wanted
        for other in given
        if one[2] == other[2] and one[0] < other[1] and other[0] < one[1]
    )
    used: set[_Range] = set()
    met: set[_Range] = set()
    for _, one, other in pairs:
        if one not in met and other not in used:
            met.add(one)
            used.add(other)
    return len(met)


def _f1(right: int, gold: int, found: int) -> float:
    """The harmonic mean of precision and recall in percent."""
    return 200 * right / (gold + found) if gold + found else 0.0
