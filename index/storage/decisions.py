"""The decisions of users on who is who and who said what, as an archive or a user's own state keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.models import Label
from index.models.decisions import Decision, DecisionKind, QuotePlace
from index.query.terms import term_texts
from index.storage.database import Database, Row
from index.storage.schema import VERSION
from index.text import clean, clean_line

LONGEST_NAME = 200
"""Code points of a name that a user gives; more are cut off."""

FIRST_OWN = 1_000_000
"""The ids of decisions in a user's own state begin above those of any archive."""

ON_QUOTES = frozenset((DecisionKind.ATTRIBUTE, DecisionKind.UNQUOTE))
"""The kinds of decisions that are about a quote."""

_ON_NAMES = "id, kind, label, name, entity_id, other_label, other, other_id"
_PLACE = "article_id, start, end, quote, quote_id"
_NO_PLACE = (None,) * 5
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision, and which of the entities with its names and of the quotes at its place it is about.

    A positive id is an entity that the annotator found, ``-N`` is whom decision N split off or made.
    The id tells namesakes apart; where it is known no more, the name decides. So do ``quote_id`` and
    the place of the quote.
    """

    decision: Decision
    entity_id: int | None
    other_id: int | None = None
    quote_id: int | None = None


def stored_decisions(database: Database, version: int = VERSION) -> tuple[Kept, ...]:
    """The decisions in the archive, whose tables are of a version, in the order given."""
    columns = f"{_ON_NAMES}, {_PLACE}" if version >= 4 else _ON_NAMES
    rows = database.stored(f"SELECT {columns} FROM main.decisions ORDER BY id")  # noqa: S608
    return tuple(map(_of_row, rows))


def store_decision(database: Database, kept: Kept) -> Kept:
    """Store a decision within a transaction; the same with its id."""
    cursor = database.execute(
        "INSERT INTO decisions (kind, label, name, entity_id, other_label, other, other_id, "  # noqa: S608
        f"{_PLACE}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        _values(kept),
    )
    assert cursor.lastrowid is not None  # noqa: S101
    return with_id(kept, cursor.lastrowid)


def standing(decisions: Sequence[Kept]) -> tuple[Kept, ...]:
    """The decisions, in the order given, that no later one on the same words replaces."""
    last = {kept.decision.quote: kept for kept in decisions}
    return tuple(
        kept for kept in decisions if kept.decision.quote is None or last[kept.decision.quote] is kept
    )


def with_id(kept: Kept, number: int) -> Kept:
    """The same with another id of the decision."""
    return replace(kept, decision=replace(kept.decision, id=number))


def to_json(kept: Kept) -> list[Any]:
    """A decision as JSON keeps it; one on names as it was kept before there were those on quotes."""
    values = [kept.decision.id, *_values(kept)]
    return values if kept.decision.quote else values[: -len(_NO_PLACE)]


def from_json(data: Sequence[Any]) -> Kept:
    """The decision that :func:`to_json` gave; raises ValueError or TypeError for anything else."""
    number, kind, label, name, entity, other_label, other, other_id, *place = data
    article, start, end, quote, quote_id = place or _NO_PLACE
    texts = [name, *(each for each in (other, quote) if each is not None)]
    numbers = [each for each in (entity, other_id, article, start, end, quote_id) if each is not None]
    if not all(isinstance(each, str) for each in texts) or not are_numbers((number, *numbers)):
        raise ValueError("not a decision")
    kept = _of_row((number, kind, label, name, entity, other_label, other, other_id, *place))
    if (kept.decision.quote is not None) is not (kept.decision.kind in ON_QUOTES):
        raise ValueError("not a decision")
    if not has_names(kept) or not is_written(quote or ""):
        raise ValueError("not names")
    return kept


def has_names(kept: Kept) -> bool:
    """Whether the names in a decision are such as texts and users give."""
    decision, given = kept.decision, None
    if decision.kind is DecisionKind.RENAME:
        given = decision.other or ""
    elif decision.kind is DecisionKind.ATTRIBUTE and kept.entity_id is None:
        given = decision.name or None
    return (
        (not decision.name or decision.kind is not DecisionKind.UNQUOTE)
        and is_written(decision.name)
        and is_written(decision.other or "")
        and (given is None or (clean_line(given, LONGEST_NAME) == given and bool(term_texts(given))))
    )


def is_written(text: str) -> bool:
    """Whether a text may be part of an article, which is cleaned: a joiner may stand at its ends."""
    return all(clean(each) == each for each in set(text) - _JOINERS)


def are_numbers(values: Sequence[Any]) -> bool:
    """Whether all are whole numbers that a table can hold."""
    return all(isinstance(each, int) and abs(each) < 1 << 62 for each in values)


def _values(kept: Kept) -> Row:
    """The columns of a decision without its id."""
    decision, place = kept.decision, kept.decision.quote
    return (
        decision.kind.value,
        decision.label.value,
        decision.name,
        kept.entity_id,
        decision.other_label.value if decision.other_label else None,
        decision.other,
        kept.other_id,
        *((place.article_id, place.start, place.end, place.text, kept.quote_id) if place else _NO_PLACE),
    )


def _of_row(row: Row) -> Kept:
    """The decision in a row of the columns."""
    number, kind, label, name, entity, other_label, other, other_id, *rest = row
    *place, quote_id = rest or _NO_PLACE
    decision = Decision(
        number,
        DecisionKind(kind),
        Label(label),
        name,
        other,
        Label(other_label) if other_label else None,
        QuotePlace(*place) if None not in place else None,
    )
    return Kept(decision, entity, other_id, quote_id)
