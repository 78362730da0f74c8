"""Learns all weights from gold documents, and measures them on those held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.annotate.attribution import table
from index.annotate.attribution.decoding import Alternatives, Choice, decode
from index.annotate.attribution.table import Group, Table
from index.annotate.attribution.training import cues, fitting, gold
from index.annotate.attribution.training.fitting import Example, Settings
from index.annotate.attribution.training.gold import Gold
from index.annotate.attribution.weights import Curve, Weights
from index.annotate.grouping import Entity

ROUNDS = 2
PAIRS = Settings(epochs=6, rate=0.08, pull=0.006)
PRONOUNS = Settings(epochs=8, rate=0.1, pull=0.5)
FLAT = Curve((0.0,), (1.0,))
RULES = (
    *("after", "before", "noun", "colon", "signature", "label", "continued", "interrupted"),
    *("sentence", "introduced", "first", "interviewee"),
)

CERTAIN = (("label", 6.0), ("signature", 6.0), ("continued", 4.0), ("noun", 4.0))
PAIR_PRIOR = {f"rule={name}{weight}": prior for name, prior in CERTAIN for weight in range(21)} | {
    "rule=interviewee18": 5.0,
    "rule=interviewee12": 1.0,
    "rule=noun18": 6.0,
}
"""Patterns that are too rare in the gold to be learned, and that leave little doubt."""

PRONOUN_PRIOR = {"beside=True": -2.0, "quoted=True|True": -1.5, "quoted=True|False": -0.7}
"""A pronoun and a name in one clause are two people; the gold names of pronouns, made by machine, miss it."""

_LEAST = 80
_LEAST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Learned:
    """What is written to the file of weights."""

    cues: dict[str, tuple[int, int]]
    pairs: dict[str, float]
    antecedents: dict[str, float]
    stated: list[tuple[float, float]]
    floating: list[tuple[float, float]]
    pronouns: list[tuple[float, float]]


def first_weights(documents: Sequence[Gold]) -> Weights:
    """Where learning begins: the hand-written patterns by their weights, the latest person for a pronoun."""
    pairs = {f"rule={name}{weight}": weight / 3.0 for name in RULES for weight in range(21)}
    antecedents = {f"rank={rank}": -float(rank) for rank in range(5)}
    return Weights(cues.count(documents), Table(pairs), Table(antecedents), FLAT, FLAT, FLAT)


Tables = tuple[dict[str, float], dict[str, float]]
"""The weights of pairs and of antecedents."""


def learn(documents: Sequence[Gold], rounds: int = ROUNDS) -> tuple[Weights, Tables]:
    """Weights from documents, and their two tables; each round decodes with those of the one before."""
    weights = first_weights(documents)
    pairs: dict[str, float] = {}
    antecedents: dict[str, float] = {}
    for _ in range(rounds):
        antecedents = fitting.fit(pronoun_examples(documents, weights), PRONOUNS, PRONOUN_PRIOR)
        weights = replace(weights, antecedents=Table(antecedents))
        pairs = fitting.fit(pair_examples(documents, weights), PAIRS, PAIR_PRIOR)
        weights = replace(weights, pairs=Table(pairs))
    return weights, (pairs, antecedents)


def train(documents: Sequence[Gold], named: Sequence[Gold]) -> Learned:
    """All that is learned: tables from all documents, shares of right decisions from parts held out.

    ``named`` are documents whose pronouns have names that people have checked; they tell how often the
    person of a pronoun is right.
    """
    scored: list[tuple[float, bool, bool]] = []
    for part in range(gold.PARTS):
        weights, _ = learn([each for each in documents if each.part != part])
        held = [each for each in documents if each.part == part]
        scored += mention_scores(held, weights)
    stated, floating = (
        fitting.curve([(share, right) for share, is_stated, right in scored if is_stated is which], _LEAST)
        for which in (True, False)
    )
    weights, tables = learn(documents)
    pronouns = fitting.curve(pronoun_scores(named, weights), _LEAST_NAMED)
    return Learned(dict(weights.cues), *tables, stated, floating, pronouns)


def pair_examples(documents: Sequence[Gold], weights: Weights) -> list[Example]:
    """The alternatives of each passage with the right ones: nobody where none is, or it is no quote."""
    found: list[Example] = []
    for document in documents:
        for alternatives, _, _ in _observed(document, weights):
            quote = gold.quote_of(document, alternatives.number)
            if quote is not None or not gold.is_reported(document, alternatives.number):
                right = gold.right_sources(document, quote, alternatives) if quote is not None else set()
                found.append((alternatives.features, right or {len(alternatives.sources)}))
    return found


def mention_scores(documents: Sequence[Gold], weights: Weights) -> list[tuple[float, bool, bool]]:
    """The probability of each choice, whether it is stated, and whether it is right.

    Right is the gold mention, or another of its entity.
    """
    found: list[tuple[float, bool, bool]] = []
    for document in documents:
        for alternatives, chosen, choice in _observed(document, weights):
            quote = gold.quote_of(document, alternatives.number)
            if quote is not None and quote.get("speaker_start") is not None:
                right = gold.right_sources(document, quote, alternatives)
                found.append((choice.probability, choice.stated, _is_right(alternatives, chosen, right)))
    return found


def _is_right(alternatives: Alternatives, chosen: int, right: set[int]) -> bool:
    """Whether a choice is one of the right ones, or means whom one of them means."""
    entity = alternatives.referents[chosen].entity
    meant = (alternatives.referents[index].entity for index in right)
    return chosen in right or (entity is not None and any(each is entity for each in meant))


def _observed(document: Gold, weights: Weights) -> list[tuple[Alternatives, int, Choice]]:
    """What the decoder chose from in a document, the number of what it chose, and the choice."""
    seen: list[tuple[Alternatives, int]] = []
    decoded = decode(document.context, weights, lambda *each: seen.append(each))
    by_number: dict[int, Choice] = {each.number: each for each in decoded.choices}
    return [(each, chosen, by_number[each.number]) for each, chosen in seen]


def pronoun_examples(documents: Sequence[Gold], weights: Weights) -> list[Example]:
    """The persons that each named pronoun may mean, and those of the gold's name."""
    return [
        (
            [table.names(each) for each in groups],
            {index for index, each in enumerate(persons) if gold.same_name(name, each.name)},
        )
        for persons, groups, name in _pronouns(documents, weights)
    ]


def pronoun_scores(documents: Sequence[Gold], weights: Weights) -> list[tuple[float, bool]]:
    """The probability of each pronoun's person, and whether it has the gold's name."""
    scored = []
    for persons, groups, name in _pronouns(documents, weights):
        shares = weights.antecedents.shares(groups)
        best = max(range(len(shares)), key=shares.__getitem__)
        scored.append((shares[best], gold.same_name(name, persons[best].name)))
    return scored


def _pronouns(
    documents: Sequence[Gold], weights: Weights
) -> list[tuple[list[Entity], list[list[Group]], str]]:
    """The named pronouns that are the source of a gold quote: persons, features and the gold's name."""
    found = []
    for document in documents:
        named = gold.pronouns(document)
        if named:
            found += [
                (persons, groups, named[token])
                for token, persons, groups in _met(document, weights)
                if token in named
            ]
    return found


def _met(document: Gold, weights: Weights) -> list[tuple[int, list[Entity], list[list[Group]]]]:
    """The personal pronouns of a document, each with the persons it may mean and their features."""
    seen: list[tuple[int, list[Entity], list[list[Group]]]] = []
    decode(document.context, weights, observe_pronouns=lambda *each: seen.append(each))
    return seen
