"""Takes the decisions of users out of an archive, and those of one archive into another.

Ids mean nothing elsewhere: articles go by the digest of their content, entities by their names, and
what another decision split off or named by the number of that decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.models import Decision, DecisionKind, Label, Problem, QuotePlace
from index.storage.decisions import ON_QUOTES, Kept, are_numbers
from index.storage.found import Found
from index.storage.renewing import closest, known_quotes

if TYPE_CHECKING:
    from index.storage.store import Store

Fields = dict[str, Any]


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

    def __init__(self, store: Store, known: Iterable[Kept]) -> None:
        self._store = store
        self._found = Found(store.database.stored, version=store.database.version)
        self._known: dict[Decision, list[int]] = {}
        for kept in known:
            self._known.setdefault(_content(kept.decision), []).append(kept.decision.id)
        self.renumbering = Renumbering()
        self.problems: list[Problem] = []
        self.held = 0

    def read(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[int, Kept]]:
        """The decisions to take, with their former numbers; each item comes with where it stood."""
        for origin, fields in items:
            try:
                kept = self._of_fields(fields)
            except (ValueError, TypeError, KeyError) as error:
                reason = str(error) if type(error) is ValueError else "is no decision"
                self.problems.append(Problem(origin, reason))
                continue
            held = self._known.get(_content(kept.decision))
            if held:
                self.held += 1
                self.renumbering.note(kept.decision.id, held.pop(0))
            else:
                yield kept.decision.id, kept

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
        place = self._place(fields) if kind in ON_QUOTES else None
        decision = Decision(number, kind, label, name, other, other_label, place)
        own = fields.get("archive") == self._store.uuid
        entity = self._entity(label, name, ids[0], own) if name else None
        second = None
        if kind is DecisionKind.MERGE:
            second = self._entity(other_label or label, other or "", ids[1], own)
        return Kept(decision, entity, second, self._quote_id(place) if place else None)

    def _entity(self, label: Label, name: str, number: int | None, own: bool) -> int | None:
        """Which of the entities with a name is meant; None where the name alone decides."""
        if number is not None and (own or number < 0):
            return number
        named = self._found.named(label, name)
        if len(named) > 1:
            raise ValueError(f"several are named {name} here; decide with newsreader names which is meant")
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
            raise ValueError(f"the article with the quote “{text[:60]}” is not in this archive")
        article_id, whole = rows[0]
        start = min(max(start, 0), len(whole))
        near = (whole.rfind(text, 0, start + len(text)), whole.find(text, start))
        places = [at for at in near if at >= 0]
        if not places:
            raise ValueError(f"article {article_id} does not have the words “{text[:60]}”")
        at = min(places, key=lambda at: abs(at - start))
        return QuotePlace(article_id, at, at + len(text), text)

    def _quote_id(self, place: QuotePlace) -> int | None:
        """The id of the quote at a place."""
        if self._store.database.version < 4:
            return None
        known = sorted(known_quotes(self._store.database, [place.article_id]).get(place.article_id, ()))
        return closest(place.start, place.end, known)


def _content(decision: Decision) -> Decision:
    """A decision without its number."""
    return replace(decision, id=0)
