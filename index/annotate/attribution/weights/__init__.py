"""The learned weights, as the training writes them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.annotate.attribution.joints import CueCounts
from index.annotate.attribution.referent import Referent
from index.annotate.attribution.table import Table
from index.annotate.subjects import Form, Subject

FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Curve:
    """What share of decisions is right, by the score that they got: a step function that never falls.

    ``shares[i]`` holds for scores from ``bounds[i]`` on, below ``bounds[i + 1]``.
    """

    bounds: Sequence[float]
    shares: Sequence[float]

    def at(self, score: float) -> float:
        """The share at a score."""
        return self.shares[max(0, bisect_right(self.bounds, score) - 1)]


@dataclass(frozen=True, slots=True)
class Weights:
    """All that is learned.

    ``cues`` counts words beside names, ``pairs`` weighs the sources of a quote, ``antecedents`` whom a
    pronoun means. ``stated`` and ``floating`` turn the probability of a chosen source, which the
    paragraph itself names or not, into the share that is right, ``pronouns`` that of the person.
    """

    cues: CueCounts
    pairs: Table
    antecedents: Table
    stated: Curve
    floating: Curve
    pronouns: Curve

    def mention(self, probability: float, stated: bool) -> float:
        """How likely a source chosen with a probability is right, 0..1."""
        return (self.stated if stated else self.floating).at(probability)

    def certainty(self, referent: Referent, subject: Subject | None) -> float:
        """How likely a subject means its referent, 0..1."""
        if subject is not None and subject.form is Form.PRONOUN:
            return self.pronouns.at(referent.certainty)
        return referent.certainty


@cache
def load() -> Weights:
    """The weights that are shipped; read once."""
    return of_json(resources.files(__name__).joinpath(FILE).read_text(encoding="utf-8"))


def of_json(text: str) -> Weights:
    """The weights in the text of a file."""
    data = json.loads(text)
    return Weights(
        {word: (said, seen) for word, (said, seen) in data["cues"].items()},
        Table(data["pairs"]),
        Table(data["antecedents"]),
        *(Curve(*zip(*data[name], strict=True)) for name in ("stated", "floating", "pronouns")),
    )
