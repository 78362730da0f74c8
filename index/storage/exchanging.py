"""Takes the decisions of users out of an archive, and those of one archive into another.

Ids mean nothing elsewhere: articles go by the digest of their content, entities by their names, and
what another decision split off or named by the number of that decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from index.models import Label, Problem
from index.models.decisions import Decision, DecisionKind, QuotePlace
from index.storage.decisions import (
    LONGEST_NAME,
    ON_QUOTES,
    Kept,
    are_numbers,
    has_names,
    standing,
)
from index.storage.found import Found
from index.storage.renewing import closest, known_quotes
from index.storage.schema import FIRST_ON_QUOTES
from index.text import clean_line

if TYPE_CHECKING:
    from index.storage.store import Store

Fields = dict[str, Any]

_SHOWN = 60
"""Code points of a text from elsewhere in a message."""


_ON_TWO = frozenset((DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.RENAME))
"""The kinds of decisions with a second name."""


class _NotHereError(ValueError):
    """Why a decision cannot be taken in this archive, for people."""


class _Read(NamedTuple):
    """A decision that was read, and whether another on the same words follows."""

    kept: Kept
    replaced: bool


class Renumbering:
    """Follows the numbers of decisions from one archive to another."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def note(self, before: int, now: int) -> None:
        """Take in that a decision has another number here."""
        self._numbers[before] = now

    def here(self, kept: Kept) -> Kept:
        """A decision with the numbers that those which it refers to have here."""
        return replace(kept, entity_id=self._here(kept.entity_id), other_id=self._here(kept.other_id))

    def _here(self, number: int | None) -> int | None:
        if number is None or number > 0:
            return number
        return -self._numbers[-number] if -number in self._numbers else None


def to_fields(store: Store, kept: Kept) -> Fields:
    """A decision as :func:`of_fields` understands it in any archive."""
    decision, place = kept.decision, kept.decision.quote
    fields: Fields = {
        "archive": store.uuid,
        "decision": decision.id,
        "kind": decision.kind.value,
        "label": decision.label.value,
        "name": decision.name,
        "entity": kept.entity_id,
        "other_label": decision.other_label.value if decision.other_label else None,
        "other": decision.other,
        "other_entity": kept.other_id,
    }
    if place is not None:
        fields["article"] = store.digest(place.article_id).hex()
        fields |= {"start": place.start, "end": place.end, "text": place.text}
    return fields


class Importer:
    """Reads decisions that come from elsewhere, and tells which of them can be taken here."""

    def __init__(self, store: Store, known: Callable[[], tuple[Kept, ...]]) -> None:
        """``known`` tells the decisions in the archive; it is asked when reading begins."""
        self._store = store
        self._found = Found(store.database.stored, version=store.database.version)
        self._ask = known
        self._known: dict[Decision, list[int]] = {}
        self._last: dict[QuotePlace, Decision] = {}
        self.renumbering = Renumbering()
        self.problems: list[Problem] = []
        self.held = 0

    def read(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[int, Kept]]:
        """The decisions to take, with their former numbers; each item comes with where it stood."""
        known = self._ask()
        self._last = {each.decision.quote: each.decision for each in known if each.decision.quote}
        for each in known:
            self._known.setdefault(_content(each.decision), []).append(each.decision.id)
        for kept, replaced in self._decisions(items):
            number = self._held(kept.decision, replaced)
            if number is not None:
                self.held += 1
                self.renumbering.note(kept.decision.id, number)
                continue
            if kept.decision.quote:
                self._last[kept.decision.quote] = kept.decision
            yield kept.decision.id, kept

    def _decisions(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> list[_Read]:
        """The decisions in items; what is none here goes to the problems."""
        read: list[Kept] = []
        for origin, fields in items:
            try:
                read.append(self._of_fields(fields))
            except _NotHereError as error:
                self.problems.append(Problem(origin, str(error)))
            except (ValueError, TypeError, KeyError):
                self.problems.append(Problem(origin, "is no decision"))
        last = set(map(id, standing(read)))
        return [_Read(kept, id(kept) not in last) for kept in read]

    def _held(self, decision: Decision, replaced: bool) -> int | None:
        """The number of the same decision here; one on words must stand, unless a later one replaces it."""
        numbers = self._known.get(_content(decision), [])
        if decision.quote and not replaced:
            last = self._last.get(decision.quote)
            return numbers[-1] if numbers and last and _content(last) == _content(decision) else None
        if decision.quote:
            return numbers[-1] if numbers else None
        return numbers.pop(0) if numbers else None

    def _of_fields(self, fields: Mapping[str, Any]) -> Kept:
        """The decision in fields; raises ValueError, TypeError or KeyError for what is none here."""
        kind, label, number = DecisionKind(fields["kind"]), Label(fields["label"]), fields["decision"]
        name, other = fields["name"], fields.get("other")
        other_label = Label(fields["other_label"]) if fields.get("other_label") else None
        ids = (fields.get("entity"), fields.get("other_entity"))
        texts = [name, *(each for each in (other,) if each is not None)]
        numbers = [number, *(each for each in ids if each is not None)]
        if not all(isinstance(each, str) for each in texts) or not are_numbers(numbers):
            raise TypeError("not a decision")
        if (not name and kind not in ON_QUOTES) or (not other and kind in _ON_TWO):
            raise TypeError("nobody is named")
        place = self._place(fields) if kind in ON_QUOTES else None
        decision = Decision(number, kind, label, name, other, other_label, place)
        own = fields.get("archive") == self._store.uuid
        entity = self._entity(label, name, ids[0], own) if name else None
        second = None
        if kind is DecisionKind.MERGE:
            second = self._entity(other_label or label, other or "", ids[1], own)
        kept = Kept(decision, entity, second, self._quote_id(place) if place else None)
        known_here = entity if entity is None or entity > 0 else None
        if not has_names(replace(kept, entity_id=known_here)):
            raise TypeError("not names")
        return kept

    def _entity(self, label: Label, name: str, number: int | None, own: bool) -> int | None:
        """Which of the entities with a name is meant; None where the name alone decides."""
        named = self._found.named(label, name)
        if len(name) > LONGEST_NAME and not named:
            raise _NotHereError(f"nobody is named {clean_line(name, _SHOWN)} here")
        if number is not None and (own or number < 0):
            return number
        if len(named) > 1:
            raise _NotHereError(
                f"several are named {clean_line(name, _SHOWN)} here; "
                "decide with newsreader names which is meant"
            )
        return named[0][0] if named and number is not None else None

    def _place(self, fields: Mapping[str, Any]) -> QuotePlace:
        """Where the words of a quote stand here: there, or else where they stand nearest."""
        start, text = fields["start"], fields["text"]
        if not isinstance(text, str) or not text or not are_numbers((start, fields["end"])):
            raise TypeError("not a quote")
        rows = self._store.database.stored(
            "SELECT id, text FROM main.articles WHERE digest = ?", (bytes.fromhex(fields["article"]),)
        )
        if not rows:
            raise _NotHereError(
                f"the article with the quote “{clean_line(text, _SHOWN)}” is not in this archive"
            )
        article_id, whole = rows[0]
        at = _nearest(whole, text, min(max(start, 0), len(whole)))
        if at is None:
            raise _NotHereError(f"article {article_id} does not have the words “{clean_line(text, _SHOWN)}”")
        return QuotePlace(article_id, at, at + len(text), text)

    def _quote_id(self, place: QuotePlace) -> int | None:
        """The id of the quote at a place."""
        if self._store.database.version < FIRST_ON_QUOTES:
            return None
        known = sorted(known_quotes(self._store.database, [place.article_id]).get(place.article_id, ()))
        return closest(place.start, place.end, known)


def _nearest(whole: str, text: str, start: int) -> int | None:
    """Where a text stands in another, as near to ``start`` as it does."""
    if whole.startswith(text, start):
        return start
    after = whole.find(text, start)
    # rfind takes quadratic time where find takes linear time, hence the reversal.
    behind = whole[: start + len(text)][::-1].find(text[::-1])
    places = [after] if after >= 0 else []
    if behind >= 0:
        places.append(min(start + len(text), len(whole)) - behind - len(text))
    return min(places, key=lambda at: (abs(at - start), at), default=None)


def _content(decision: Decision) -> Decision:
    """A decision without its number."""
    return replace(decision, id=0)
