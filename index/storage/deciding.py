"""Takes the decisions of a user on who is who, and keeps them where this user may write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.errors import NotFoundError
from index.models import Decision, DecisionKind, EntityCount, Label
from index.query.terms import term_texts
from index.storage.decisions import Kept, store_decision, stored_decisions
from index.storage.found import terms_of
from index.storage.hints import with_hints
from index.storage.settling import FIRST_SHOWN, SPLIT, settle
from index.storage.store import Store
from index.text import clean_line

LONGEST_NAME = 200
"""Code points of a name that a user gives; more are cut off."""


class _About(NamedTuple):
    """What a decision is about: the label and name that texts give it, and which of that name it is."""

    label: Label
    name: str
    entity_id: int


class Decider:
    """Decides on the entities of one archive; see :class:`index.archive.Archive`."""

    def __init__(self, directory: Path, store: Store) -> None:
        self._directory = directory
        self._store = store
        self._database = store.database

    def merge(self, entity_id: int, other_id: int) -> Decision:
        """Take another entity to be the same as one."""
        one, other = self._about(entity_id), self._about(other_id)
        if entity_id == other_id:
            raise ValueError(f"{one.name} and {other.name} are the same already")
        return self._decide(DecisionKind.MERGE, one, other)

    def split(self, entity_id: int, name: str) -> Decision:
        """Take one of an entity's names to be somebody else's."""
        about = self._about(entity_id)
        terms = terms_of(name)
        written = self._written(entity_id)
        called = next((each for pair in written for each in pair if terms_of(each) == terms), None)
        shown = self._count(entity_id).name
        if called is None:
            raise NotFoundError(f"No text calls {shown} “{name}”; newsreader speakers --json tells the names")
        if all(terms in map(terms_of, pair) for pair in written):
            raise ValueError(f"{shown} has no other name than “{name}”, from which to split it off")
        return self._decide(DecisionKind.SPLIT, about, about._replace(name=called))

    def rename(self, entity_id: int, name: str) -> Decision:
        """Show an entity under another name."""
        about = self._about(entity_id)
        name = clean_line(name, LONGEST_NAME)
        if not term_texts(name):
            raise ValueError("A name needs at least one letter")
        if name == self._count(entity_id).name:
            raise ValueError(f"{name} has that name already")
        return self._decide(DecisionKind.RENAME, about, about._replace(name=name))

    def reject(self, entity_id: int) -> Decision:
        """Take an entity to be none."""
        return self._decide(DecisionKind.REJECT, self._about(entity_id))

    def relabel(self, entity_id: int, label: Label) -> Decision:
        """Take an entity to be of another kind."""
        about = self._about(entity_id)
        count = self._count(entity_id)
        if count.label is label:
            raise ValueError(f"{count.name} is of the kind {label.value} already")
        return self._decide(DecisionKind.RELABEL, about, _About(label, "", 0))

    def undo(self) -> Decision:
        """Take the last decision back: this user's own, which lie over the archive's, before those."""
        last = self._database.overlay.own.take_back()
        if last is None and self._store.writable:
            last = self._take_back_stored()
        if last is None and not self._store.writable and self.decisions():
            raise NotFoundError(
                "Nothing is yours to take back: only its keeper takes back what is decided in the archive"
            )
        if last is None:
            raise NotFoundError("There is no decision that could be taken back")
        return last.decision

    def undoable(self) -> Decision | None:
        """The decision that :meth:`undo` takes back, None when there is none that this user may."""
        if self._store.writable:
            mine = self.decisions()
        else:
            mine = tuple(kept.decision for kept in self._database.overlay.own.decisions())
        return mine[-1] if mine else None

    def _take_back_stored(self) -> Kept | None:
        """Forget the last decision in the archive, and say which."""
        from index.lock import writer_lock

        with writer_lock(self._directory):
            kept = stored_decisions(self._database)
            if not kept:
                return None
            with self._database.transaction():
                self._database.execute("DELETE FROM decisions WHERE id = ?", (kept[-1].decision.id,))
                settle(self._database)
                self._database.revise()
            return kept[-1]

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that hold, in the order in which they are carried out."""
        return tuple(kept.decision for kept in self._database.overlay.decisions())

    def named(self, name: str, label: Label | None) -> tuple[EntityCount, ...]:
        """The entities with exactly this name among theirs, most often named first."""
        name = clean_line(name)
        with self._database.snapshot():
            counts = [self._count(entity) for entity in self._called(name)]
            found = [each for each in counts if label is None or each.label is label]
            found.sort(key=lambda each: (-each.mentions, each.entity_id))
            return with_hints(self._database, found)

    def _called(self, name: str) -> set[int]:
        """The entities with exactly this name among theirs."""
        terms = term_texts(name)
        if terms:
            rows = self._database.rows(
                "SELECT DISTINCT entity_id, name FROM name_words WHERE word = ?", (max(terms, key=len),)
            )
        else:
            rows = self._database.rows("SELECT entity_id, name FROM entity_names WHERE name = ?", (name,))
        wanted = terms_of(name)
        return {entity for entity, called in rows if terms_of(called) == wanted}

    def _decide(self, kind: DecisionKind, one: _About, other: _About | None = None) -> Decision:
        """Keep a decision, in the archive if this user may write there."""
        from index.lock import writer_lock

        decision = Decision(0, kind, one.label, one.name)
        if other is not None:
            decision = replace(decision, other=other.name or None)
            if kind in (DecisionKind.MERGE, DecisionKind.RELABEL):
                decision = replace(decision, other_label=other.label)
        kept = Kept(
            decision,
            one.entity_id,
            other.entity_id if other is not None and kind is DecisionKind.MERGE else None,
        )
        if not self._store.writable:
            return self._database.overlay.own.append(kept).decision
        with writer_lock(self._directory), self._database.transaction():
            kept = store_decision(self._database, kept)
            settle(self._database)
            self._database.revise()
        return kept.decision

    def _about(self, entity_id: int) -> _About:
        """What texts call an entity that is shown. Raises NotFoundError."""
        if not 0 < entity_id < 1 << 63 or not self._is_shown(entity_id):
            raise NotFoundError(
                f"There is no entity {entity_id}; newsreader entities --json shows which there are"
            )
        found = self._database.stored("SELECT label, name, key FROM main.entities WHERE id = ?", (entity_id,))
        if found and found[0][0] != SPLIT:
            return _About(Label(found[0][0]), found[0][1], entity_id)
        number = int(found[0][2].partition(":")[2]) if found else entity_id - FIRST_SHOWN
        split = next((each for each in self.decisions() if each.id == number), None)
        if split is None:
            raise NotFoundError(f"What was entity {entity_id} has just been joined again")
        return _About(split.label, split.other or split.name, -number)

    def _is_shown(self, entity_id: int) -> bool:
        """Whether an entity is named or quoted anywhere."""
        sql = (
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM mentions WHERE entity_id = ?1) "
            "OR EXISTS (SELECT 1 FROM quotes WHERE speaker_id = ?1)"
        )
        return self._database.row(sql, (entity_id,)) is not None

    def _count(self, entity_id: int) -> EntityCount:
        """An entity with its counts."""
        name, label = self._database.rows("SELECT name, label FROM entities WHERE id = ?", (entity_id,))[0]
        mentions, articles = self._database.rows(
            "SELECT count(*), count(DISTINCT article_id) FROM mentions WHERE entity_id = ?", (entity_id,)
        )[0]
        return EntityCount(entity_id, name, Label(label), mentions, articles)

    def _written(self, entity_id: int) -> list[tuple[str, str]]:
        """How texts write an entity: what stands there, and the fullest name in the article."""
        return [
            (row[0], row[1])
            for row in self._database.rows(
                "SELECT text, name FROM mentions WHERE entity_id = ?1 UNION "
                "SELECT coalesce(speaker, ''), coalesce(speaker_name, '') FROM quotes WHERE speaker_id = ?1",
                (entity_id,),
            )
        ]
