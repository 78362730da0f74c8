"""What the decisions of users, one after the other, make of the entities that were found.

Nothing here reads or writes tables: :class:`index.storage.found.Found` is asked what was found, and
:mod:`index.storage.settling` stores what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index.models.decisions import DecisionKind
from index.storage.decisions import ON_QUOTES, Kept
from index.storage.found import Found, Terms, terms_of

Unit = tuple[int, int]
"""An entity that was found, and 0 or the decision that split a part of it off.

``(0, N)`` is somebody whom no text names: decision N gave the name.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """In a split entity, the names that lead from one part to another."""

    of: int
    terms: Terms
    part: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the decisions say of an entity that is shown; without a name it has one of its own."""

    label: str
    name: str | None = None
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a decision says of a quote: who speaks, None for nobody known, or that it is no quote."""

    kept: Kept
    speaker: Unit | None

    @property
    def unquoted(self) -> bool:
        """Whether the words are no quote."""
        return self.kept.decision.kind is DecisionKind.UNQUOTE


class Replay:
    """The entities as they are shown, and what was decided about quotes, in the order given.

    An entity keeps the id of the first of the entities that it is made of; one that was split off, or
    whom no text names, has the id ``-N`` for decision N. ``given`` are the names of the latter by N.
    """

    def __init__(self, found: Found, decisions: Iterable[Kept]) -> None:
        self.units: dict[int, list[Unit]] = {}
        self.shown: dict[int, Shown] = {}
        self.rules: dict[int, list[Rule]] = {}
        self.split_names: dict[int, str] = {}
        self.given: dict[int, str] = {}
        self.verdicts: list[Verdict] = []
        self._found = found
        self._of: dict[Unit, int] = {}
        self._speakers: dict[int, Unit] = {}
        self._numbers: dict[Terms, list[int]] = {}
        apply: dict[DecisionKind, Callable[[Kept, list[int]], None]] = {
            DecisionKind.MERGE: self._merge,
            DecisionKind.SPLIT: self._split,
            DecisionKind.RENAME: self._rename,
            DecisionKind.REJECT: self._reject,
            DecisionKind.RELABEL: self._relabel,
        }
        for kept in decisions:
            if kept.decision.kind in ON_QUOTES:
                self._judge(kept)
                continue
            about = self._meant(kept.decision.label, kept.decision.name, kept.entity_id)
            apply[kept.decision.kind](kept, about)

    def part(self, found: int, text: str, name: str) -> int:
        """The part of a found entity to which a mention written so belongs."""
        part = 0
        rules = self.rules.get(found, ())
        if rules:
            written = (terms_of(text), terms_of(name))
            for rule in rules:
                if rule.of == part and rule.terms in written:
                    part = rule.part
        return part

    def _meant(self, label: str, name: str, entity_id: int | None) -> list[int]:
        """The shown entities that a decision is about; none when nothing of that name is there."""
        return list(dict.fromkeys(map(self._shown_of, self._units(label, name, entity_id))))

    def _units(self, label: str, name: str, entity_id: int | None) -> list[Unit]:
        """The units that a decision is about."""
        if entity_id is None or entity_id > 0:
            return [(found, 0) for found in self._found.meant(label, name, entity_id)]
        if -entity_id in self._speakers:
            return [self._speakers[-entity_id]]
        return [unit for unit in self._of if unit[1] == -entity_id]

    def _judge(self, kept: Kept) -> None:
        """Take in what a decision says of a quote; who is none any more is made anew."""
        decision = kept.decision
        speaker = None
        if decision.name:
            every = self._units(decision.label, decision.name, kept.entity_id)
            units = [unit for unit in every if not self._is_rejected(unit)]
            speaker = units[0] if units else self._give_name(kept)
            self._speakers[decision.id] = speaker
        self.verdicts.append(Verdict(kept, speaker))

    def _give_name(self, kept: Kept) -> Unit:
        """Somebody whom no text names; a name that was given before means the same."""
        number, label, name = kept.decision.id, kept.decision.label, kept.decision.name
        numbers = self._numbers.setdefault(terms_of(name), [])
        for known in numbers:
            shown = self.shown[self._of[0, known]]
            if shown.label == label and not shown.rejected:
                return 0, known
        numbers.append(number)
        self.given[number] = name
        self.shown[-number] = Shown(label, name)
        self._give((0, number), -number)
        return 0, number

    def _is_rejected(self, unit: Unit) -> bool:
        """Whether a unit is shown as no entity."""
        return unit in self._of and self.shown[self._of[unit]].rejected

    def _shown_of(self, unit: Unit) -> int:
        """The shown entity of a unit; one that no decision has been about is shown as itself."""
        if unit not in self._of:
            entity = self._found.entity(unit[0])
            assert entity is not None  # noqa: S101
            self.shown[unit[0]] = Shown(entity[0])
            self._give(unit, unit[0])
        return self._of[unit]

    def _give(self, unit: Unit, to: int) -> None:
        """Make a unit part of a shown entity."""
        before = self._of.get(unit)
        if before == to:
            return
        if before is not None:
            self.units[before].remove(unit)
            if not self.units[before]:
                del self.units[before], self.shown[before]
        self._of[unit] = to
        self.units.setdefault(to, []).append(unit)

    def _join(self, one: int, others: Iterable[int]) -> None:
        """Give all of some entities to one; which of them comes twice makes no difference."""
        for other in others:
            for unit in list(self.units.get(other, ())):
                self._give(unit, one)

    def _merge(self, kept: Kept, about: list[int]) -> None:
        decision = kept.decision
        label = decision.other_label or decision.label
        others = self._meant(label, decision.other or "", kept.other_id)
        if about and others:
            self._join(about[0], (*about[1:], *others))

    def _split(self, kept: Kept, about: list[int]) -> None:
        """Split the entities that have only this name off whole, and of the others the mentions."""
        number, name = kept.decision.id, kept.decision.other or ""
        terms = terms_of(name)
        for one in about:
            label = self.shown[one].label
            units = list(self.units[one])
            whole = [unit for unit in units[1:] if self._is_called(unit, terms)]
            partly = [unit for unit in units if unit not in whole and self._found.is_named(unit[0], terms)]
            if not whole and not partly:
                continue
            homes = [found or -given for found, given in whole]
            new = next((home for home in homes if home not in self.units), -number)
            self.shown[new] = Shown(label)
            self.split_names[new] = name
            for unit in whole:
                self._give(unit, new)
            for found, part in partly:
                self.rules.setdefault(found, []).append(Rule(part, terms, number))
                self._give((found, number), new)

    def _is_called(self, unit: Unit, terms: Terms) -> bool:
        """Whether a name is the canonical one of an entity that is not split, or that a user gave."""
        if not unit[0]:
            return terms_of(self.given[unit[1]]) == terms
        entity = self._found.entity(unit[0])
        return unit[1] == 0 and entity is not None and terms_of(entity[1]) == terms

    def _rename(self, kept: Kept, about: list[int]) -> None:
        for one in about:
            self.shown[one] = replace(self.shown[one], name=kept.decision.other)

    def _reject(self, kept: Kept, about: list[int]) -> None:
        for one in about:
            self.shown[one] = replace(self.shown[one], rejected=True)

    def _relabel(self, kept: Kept, about: list[int]) -> None:
        """Give entities another kind; the one of that kind with the same name is the same then."""
        label = kept.decision.other_label or kept.decision.label
        for one in about:
            if one not in self.shown:
                continue
            self.shown[one] = replace(self.shown[one], label=label)
            same = [
                other
                for other in self._meant(label, kept.decision.name, None)
                if self.shown[other].label == label and not self.shown[other].rejected
            ]
            if len(same) == 1:
                self._join(one, same)
