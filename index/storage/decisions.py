"""The decisions of users on who is who, as they are kept: in the archive, or in a user's own state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.models import Decision, DecisionKind, Label
from index.storage.database import Database, Row

FIRST_OWN = 1_000_000
"""The ids of decisions in a user's own state begin above those of any archive."""

_COLUMNS = "id, kind, label, name, entity_id, other_label, other, other_id"


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision, and which of the entities with its names it is about.

    A positive id is an entity that the annotator found, ``-N`` is what decision N split off. The id
    tells namesakes apart; where it is known no more, the name decides.
    """

    decision: Decision
    entity_id: int | None
    other_id: int | None = None


def stored_decisions(database: Database) -> tuple[Kept, ...]:
    """The decisions in the archive, in the order given."""
    rows = database.stored(f"SELECT {_COLUMNS} FROM main.decisions ORDER BY id")  # noqa: S608
    return tuple(map(_of_row, rows))


def store_decision(database: Database, kept: Kept) -> Kept:
    """Store a decision within a transaction; the same with its id."""
    cursor = database.execute(
        "INSERT INTO decisions (kind, label, name, entity_id, other_label, other, other_id) "
        "VALUES (?,?,?,?,?,?,?)",
        _values(kept),
    )
    assert cursor.lastrowid is not None  # noqa: S101
    return with_id(kept, cursor.lastrowid)


def with_id(kept: Kept, number: int) -> Kept:
    """The same with another id of the decision."""
    decision = kept.decision
    numbered = Decision(
        number, decision.kind, decision.label, decision.name, decision.other, decision.other_label
    )
    return Kept(numbered, kept.entity_id, kept.other_id)


def to_json(kept: Kept) -> list[Any]:
    """A decision as JSON keeps it."""
    return [kept.decision.id, *_values(kept)]


def from_json(data: Sequence[Any]) -> Kept:
    """The decision that :func:`to_json` gave; raises ValueError or TypeError for anything else."""
    number, kind, label, name, entity, other_label, other, other_id = data
    texts = (name,) if other is None else (name, other)
    numbers = [number, *(each for each in (entity, other_id) if each is not None)]
    if not all(isinstance(each, str) for each in texts) or not all(isinstance(each, int) for each in numbers):
        raise ValueError("not a decision")
    return _of_row((number, kind, label, name, entity, other_label, other, other_id))


def _values(kept: Kept) -> Row:
    """The columns of a decision without its id."""
    decision = kept.decision
    return (
        decision.kind.value,
        decision.label.value,
        decision.name,
        kept.entity_id,
        decision.other_label.value if decision.other_label else None,
        decision.other,
        kept.other_id,
    )


def _of_row(row: Row) -> Kept:
    """The decision in a row of the columns."""
    number, kind, label, name, entity, other_label, other, other_id = row
    decision = Decision(
        number, DecisionKind(kind), Label(label), name, other, Label(other_label) if other_label else None
    )
    return Kept(decision, entity, other_id)
