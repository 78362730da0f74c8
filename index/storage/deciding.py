"""Takes the decisions of a user on who is who and who said what, and keeps them where this user may write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import NotFoundError
from index.models import EntityCount, Label
from index.models.decisions import Decision, DecisionKind, QuotePlace, Taken
from index.query.terms import term_texts
from index.storage.decisions import LONGEST_NAME, Kept, standing, store_decision, stored_decisions
from index.storage.found import terms_of
from index.storage.hints import with_hints
from index.storage.renewing import mark_rewritten, quoted
from index.storage.settling import FIRST_SHOWN, SPLIT, settle
from index.storage.store import Store
from index.text import clean_line

if TYPE_CHECKING:
    from index.storage.exchanging import Fields, Renumbering


class _About(NamedTuple):
    """What a decision is about: the label and name that texts give it, and which of that name it is.

    The id is None for somebody whom no text names.
    """

    label: Label
    name: str
    entity_id: int | None


_NOBODY = _About(Label.PERSON, "", None)


class Decider:
    """Decides on the entities of one archive; see :class:`index.archive.Archive`."""

    def __init__(self, directory: Path, store: Store, rewritten: Callable[[], None]) -> None:
        """``rewritten`` is called, under the writer's lock, when an article has other quotes or speakers."""
        self._directory = directory
        self._rewritten = rewritten
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

    def attribute(self, quote_id: int, speaker: int | str | None) -> Decision:
        """Take the words of a quote to be somebody's: an entity's by id, a person's by name, or nobody's."""
        quote, decided, before = self._quote(quote_id)
        about = _NOBODY
        if isinstance(speaker, str):
            speaker = self._person(speaker)
        if isinstance(speaker, str):
            about = _About(Label.PERSON, speaker, None)
        elif speaker is not None:
            about = self._about(speaker)
        if decided and before == speaker:
            name = self._count(before).name if before is not None else "nobody known"
            raise ValueError(f"You have decided already that {name} says so in quote {quote_id}")
        decision = Decision(0, DecisionKind.ATTRIBUTE, about.label, about.name, quote=quote)
        return self._keep(Kept(decision, about.entity_id, quote_id=quote_id))

    def unquote(self, quote_id: int) -> Decision:
        """Take the words of a quote to be none."""
        quote, _, _ = self._quote(quote_id)
        decision = Decision(0, DecisionKind.UNQUOTE, Label.MISC, "", quote=quote)
        return self._keep(Kept(decision, None, quote_id=quote_id))

    def _quote(self, quote_id: int) -> tuple[QuotePlace, bool, int | None]:
        """Where a quote stands, whether a user has decided who speaks, and who does."""
        row = None
        if 0 < quote_id < 1 << 63:
            row = self._database.row(
                "SELECT article_id, start, end, text, decision IS NOT NULL, speaker_id FROM quotes "
                "WHERE id = ?",
                (quote_id,),
            )
        if row is None:
            raise NotFoundError(
                f"There is no quote {quote_id}; newsreader quotes --json shows which there are"
            )
        return QuotePlace(*row[:4]), bool(row[4]), row[5]

    def _person(self, name: str) -> int | str:
        """The one who has a name, or the name itself where nobody has it."""
        name = clean_line(name, LONGEST_NAME)
        if not term_texts(name):
            raise ValueError("A name needs at least one letter")
        found = self.named(name, Label.PERSON) or self.named(name, None)
        if len(found) > 1:
            raise ValueError(f"Several are named {name}; their ids tell which of them is meant")
        return found[0].entity_id if found else name

    def undo(self) -> Decision:
        """Take the last decision back: this user's own, which lie over the archive's, before those."""
        last = self._take_back() if self._store.writable else self._database.overlay.own.take_back()
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

    def _take_back(self) -> Kept | None:
        """Forget the last decision of a user who may write: their own, the archive's, or the same in both."""
        from index.lock import writer_lock

        own = self._database.overlay.own
        if own.decisions() and not self._is_in_both():
            return own.take_back()
        with writer_lock(self._directory):
            stored, in_both = stored_decisions(self._database), self._is_in_both()
            if not stored or (own.decisions() and not in_both):
                return own.take_back()
            with self._changing(stored[-1:]):
                self._database.execute("DELETE FROM decisions WHERE id = ?", (stored[-1].decision.id,))
                return (own.take_back() if in_both else None) or stored[-1]

    def _is_in_both(self) -> bool:
        """Whether the last decision in the archive is also the last of this user's own."""
        stored, own = stored_decisions(self._database), self._database.overlay.own.decisions()
        return bool(stored and own) and _content(stored[-1]) == _content(own[-1])

    @contextmanager
    def _changing(self, kept: Sequence[Kept]) -> Iterator[None]:
        """A transaction that carries out that decisions are stored or forgotten within."""
        from index.storage.vocabulary import count_changed

        articles = sorted({each.decision.quote.article_id for each in kept if each.decision.quote})
        with self._database.transaction():
            before = quoted(self._database, articles)
            yield
            changed = settle(self._database)
            self._database.revise()
            count_changed(self._database, before, quoted(self._database, articles))
            mark_rewritten(self._database, changed)
        if changed:
            self._rewritten()

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that hold, in the order in which they are carried out."""
        return tuple(kept.decision for kept in standing(self._database.overlay.decisions()))

    def named(self, name: str, label: Label | None) -> tuple[EntityCount, ...]:
        """The entities with exactly this name among theirs, most often named first."""
        name = clean_line(name)
        with self._database.snapshot():
            counts = [self._count(entity) for entity in self._called(name)]
            found = [
                each
                for each in counts
                if (label is None or each.label is label)
                and (each.mentions or self._is_shown(each.entity_id))
            ]
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
        """Keep a decision about entities."""
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
        return self._keep(kept)

    def _keep(self, kept: Kept) -> Decision:
        """Keep a decision, in the archive if this user may write there."""
        from index.lock import writer_lock

        if not self._store.writable:
            return self._database.overlay.own.append(kept).decision
        own = self._database.overlay.own
        with writer_lock(self._directory), self._changing([kept]):
            stored = store_decision(self._database, kept)
            if self._under_own(kept):
                stored = own.append(kept)
        return stored.decision

    def _under_own(self, kept: Kept) -> bool:
        """Whether a decision on words in the archive lies under one of this user's own on the same words.

        Those are of a time when the user could not write there.
        """
        place = kept.decision.quote
        return place is not None and any(
            each.decision.quote == place
            or (each.quote_id is not None and each.quote_id == kept.quote_id and each.decision.quote)
            for each in self._database.overlay.own.decisions()
        )

    def exported(self) -> Iterator[Fields]:
        """The decisions that hold, in the order given, in a form that any archive understands.

        One that is replaced is still given where another is about whom it made.
        """
        from index.storage.exchanging import to_fields

        every = self._database.overlay.decisions()
        hold = {kept.decision.id for kept in standing(every)}
        made = {-each for kept in every for each in (kept.entity_id, kept.other_id) if each and each < 0}
        for kept in every:
            if kept.decision.id in hold | made:
                yield to_fields(self._store, kept)

    def take(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Taken:
        """Take the decisions that :meth:`exported` gave, here or elsewhere; those that hold stay as they are.

        Each comes with where it stood, for messages.
        """
        from index.lock import writer_lock
        from index.storage.exchanging import Importer

        given = list(items)  # whatever feeds them may be slow: nobody else waits for it
        importer = Importer(self._store, self._database.overlay.decisions)
        before = importer.renumbering
        if not self._store.writable:
            taken = self._database.overlay.own.extend(importer.read(given), before.here, before.note)
            return Taken(taken, importer.held, tuple(importer.problems))
        with writer_lock(self._directory):
            wanted = list(importer.read(given))
            if wanted:
                self._store_all(wanted, before)
        return Taken(len(wanted), importer.held, tuple(importer.problems))

    def _store_all(self, wanted: Sequence[tuple[int, Kept]], renumbering: Renumbering) -> None:
        """Store decisions that had other numbers, and lay them over the user's own on the same words."""
        own = self._database.overlay.own
        with self._changing([kept for _, kept in wanted]):
            for number, kept in wanted:
                stored = store_decision(self._database, renumbering.here(kept))
                renumbering.note(number, stored.decision.id)
                if self._under_own(stored):
                    own.append(stored)

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
        every = (kept.decision for kept in self._database.overlay.decisions())
        split = next((each for each in every if each.id == number), None)
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


def _content(kept: Kept) -> Decision:
    """A decision without its number."""
    return replace(kept.decision, id=0)
