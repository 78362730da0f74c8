"""What the tables say of the entities that decisions are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from index.storage.found import Found, Naming
from index.storage.replay import Replay, Unit, Verdict

Weights = dict[Unit, Counter[str]]
"""In how many articles a part has which fullest name."""


@dataclass(frozen=True, slots=True)
class Who:
    """As what a unit is shown: the id of the entity (None: as none) and its label."""

    shown: int | None
    label: str
    split: bool


@dataclass(slots=True)
class Outcome:
    """The rows for what decisions are about; an id ``-N`` is what decision N split off.

    ``shown`` are the labels and names of entities, ``part_names`` the names of the units of entities
    that are split, ``given`` the names that the user gave, and ``mentions`` and ``quotes`` the parts,
    by entity and how the text writes it. ``made`` are the names of those whom no text names, by the
    decision that names them, and ``verdicts`` is what was decided about quotes, in the order given.
    """

    who: dict[Unit, Who] = field(default_factory=dict)
    shown: dict[int, tuple[str, str]] = field(default_factory=dict)
    part_names: set[tuple[int, int, str]] = field(default_factory=set)
    given: set[tuple[int, str]] = field(default_factory=set)
    mentions: dict[tuple[int, str, str], int] = field(default_factory=dict)
    quotes: dict[tuple[int, str, str], int] = field(default_factory=dict)
    made: dict[int, str] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def parts(self) -> set[int]:
        """The ids ``-N`` that need a row in ``entities``."""
        return {number for number in self.shown if number < 0} | {-number for number in self.made}

    def shown_of(self, unit: Unit) -> int | None:
        """The entity as which a unit is shown, None for none."""
        return self.who[unit].shown if unit in self.who else unit[0]


def outcome(found: Found, replay: Replay) -> Outcome:
    """What decisions that have been replayed come to."""
    result = Outcome(made=replay.given, verdicts=replay.verdicts)
    weights: Weights = {}
    for split in replay.rules:
        _divide(found, replay, split, result, weights)
    for number, units in replay.units.items():
        what = replay.shown[number]
        for unit in units:
            result.who[unit] = Who(None if what.rejected else number, what.label, unit[0] in replay.rules)
        result.shown[number] = (what.label, what.name or _own_name(found, replay, number, weights))
        name = what.name or _unwritten(replay, number, result)
        if not what.rejected:
            named = {name, *(replay.given[given] for found, given in units if not found)}
            result.given.update((number, each) for each in named if each)
    return result


def _divide(found: Found, replay: Replay, split: int, result: Outcome, weights: Weights) -> None:
    """Give the mentions, quotes and names of an entity that is split to its parts."""
    in_mentions, in_quotes = found.in_mentions(split), found.in_quotes(split)
    for namings, parts in ((in_mentions, result.mentions), (in_quotes, result.quotes)):
        for each in namings:
            part = replay.part(split, each.text, each.name)
            parts[split, each.text, each.name] = part
            if namings is in_mentions:
                result.part_names.add((split, part, each.text))
            _weigh(replay, (split, part), each, weights)
    for unit, names in weights.items():
        result.part_names.update((*unit, name) for name in names)


def _unwritten(replay: Replay, number: int, result: Outcome) -> str | None:
    """The name that was split off, if it is one that only quotes give their speakers."""
    name = replay.split_names.get(number)
    if name is None:
        return None
    named = {(found, part) for found, part, _ in result.part_names}
    return None if any(unit in named or unit[1] == 0 for unit in replay.units[number]) else name


def _weigh(replay: Replay, unit: Unit, naming: Naming, weights: Weights) -> None:
    """Count a fullest name for a part, unless the mention belongs there by what stands in the text."""
    found, part = unit
    if naming.name and replay.part(found, naming.name, naming.name) == part:
        weights.setdefault(unit, Counter())[naming.name] += naming.articles


def _own_name(found: Found, replay: Replay, number: int, weights: Weights) -> str:
    """The name of a shown entity to which the user has given none: that of the first it is made of."""
    for unit in replay.units[number]:
        if not unit[0]:
            return replay.given[unit[1]]
        entity = found.entity(unit[0])
        canonical = entity[1] if entity else ""
        names = weights.get(unit, Counter())
        if unit[0] not in replay.rules or canonical in names:
            return canonical
        if names:
            return min(names, key=lambda name: (_shouts(name), -names[name], -len(name), name))
    return replay.split_names.get(number, canonical)


def _shouts(name: str) -> bool:
    """Whether a name of several words is in capitals, as headlines write it."""
    return " " in name and name.isupper()
