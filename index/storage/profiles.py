"""What the archive tells of an entity, and how often entities are named, in all articles or in some.

Most is counted from one walk over an entity's places in the index ``mentions_entity``; of the texts
only the sentences of the page that is asked for are read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from heapq import nsmallest
from typing import TYPE_CHECKING

from index.errors import NotFoundError, QueryError
from index.models import EntityCount, Label, PartialDate, Snippet
from index.models.profiles import Appearance, EntityProfile, MonthCount, NameCount
from index.query.nodes import Field, Phrase
from index.query.parser import parse
from index.query.snippets import make_snippet
from index.query.terms import term_texts
from index.storage.companions import Companions
from index.storage.database import Database
from index.storage.hints import with_hints
from index.storage.store import SUMMARY, summary_of
from index.text import sentences

if TYPE_CHECKING:
    from index.storage.naming import Names

LINE = 240
"""Code points of a sentence that are shown, the marks of omission not counted."""

REACH = 400
"""Code points on either side of a mention within which its sentence is looked for."""

_FEW = 5
"""Articles are few when there are so many times more in the archive."""

_NAMED_BY = {Label.PERSON: Field.PERSON, Label.ORG: Field.ORG, Label.PLACE: Field.PLACE}

_IN = "IN (SELECT value FROM json_each(?))"

Counts = Mapping[int, int]
"""How often each article names an entity."""

Range = tuple[int, int]


class Profiles:
    """Questions about single entities of an archive."""

    def __init__(self, database: Database, revision: Callable[[], int]) -> None:
        """``revision`` is another number whenever articles or entities have changed."""
        self._database = database
        self._companions = Companions(database, revision)

    def exists(self, entity_id: int) -> bool:
        """Whether there is such an entity."""
        return self._entity(entity_id) is not None

    def label(self, entity_id: int) -> Label | None:
        """Of which kind an entity is; None where there is none of that id."""
        entity = self._entity(entity_id)
        return entity[1] if entity else None

    def articles(self, entity_id: int) -> set[int]:
        """The articles that name an entity; none for one that does not exist."""
        return set(self._counts(entity_id, None)) if self.exists(entity_id) else set()

    def entities(
        self, label: Label | None, articles: Collection[int] | None, limit: int
    ) -> tuple[EntityCount, ...]:
        """The entities of a label, most often named first in some articles, or in all (None).

        No label stands for all but dates and amounts.
        """
        conditions, values = list[str](), list[object]()
        conditions.append("m.label <> ?" if label is None else "m.label = ?")
        values.append((label or Label.DATE).value)
        if articles is not None:
            # A plus keeps SQLite from looking many up one by one instead of walking over all mentions.
            conditions.append(("" if self._few(articles) else "+") + f"m.article_id {_IN}")
            values.append(json.dumps(list(articles)))
        rows = self._database.rows(
            "SELECT m.entity_id, count(*), count(DISTINCT m.article_id) FROM mentions m "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            (*values, limit),
        )
        known = self._database.rows(
            f"SELECT id, name, label FROM entities WHERE id {_IN}",  # noqa: S608
            (json.dumps([row[0] for row in rows]),),
        )
        called = {number: (name, Label(kind)) for number, name, kind in known}
        found = [EntityCount(number, *called[number], *counts) for number, *counts in rows]
        found.sort(key=lambda each: (-each.mentions, each.name))
        return with_hints(self._database, found)

    def _few(self, articles: Collection[int]) -> bool:
        """Whether articles are sooner looked up one by one than by walking over all of the archive."""
        return len(articles) * _FEW < int(self._database.value("SELECT count(*) FROM articles"))

    def profile(
        self, entity_id: int, articles: Collection[int] | None, limit: int, offset: int
    ) -> EntityProfile:
        """What some articles, or all (None), tell of an entity. Raises NotFoundError."""
        name, label = self._need(entity_id)
        counts = self._counts(entity_id, articles)
        total = sum(counts.values())
        dates = self._dates(counts)
        page = nsmallest(offset + limit, counts, key=lambda number: (-dates[number], number))[offset:]
        months, undated = _months(counts, dates)
        return EntityProfile(
            EntityCount(entity_id, name, label, total, len(counts)),
            self._names(entity_id, counts, total, everywhere=articles is None),
            self._appearances(entity_id, counts, page),
            self._companions.of(entity_id, counts),
            months,
            undated,
        )

    def filter_for(self, entity_id: int, names: Names) -> str:
        """A query that finds the articles that name an entity, and means no other. Raises NotFoundError."""
        name, label = self._need(entity_id)
        query = f'{label.lower()}:"{" ".join(name.split())}"'
        if label in _NAMED_BY:
            meant = Phrase(_NAMED_BY[label], tuple(term_texts(name)))
            with suppress(QueryError):
                if parse(query).node == meant and names.entities(meant) == {entity_id}:
                    return query
        return f"entity:{entity_id}"

    def _need(self, entity_id: int) -> tuple[str, Label]:
        """The name and label of an entity. Raises NotFoundError."""
        entity = self._entity(entity_id)
        if entity is None:
            raise NotFoundError(
                f"There is no entity {entity_id}; newsreader entities --json shows which there are"
            )
        return entity

    def _entity(self, entity_id: int) -> tuple[str, Label] | None:
        """The name and label of an entity, if texts name or quote such a one."""
        if not 0 < entity_id < 1 << 63:
            return None
        row = self._database.row(
            "SELECT name, label FROM entities WHERE id = ?1 "
            "AND (EXISTS (SELECT 1 FROM mentions WHERE entity_id = ?1) "
            "OR EXISTS (SELECT 1 FROM quotes WHERE speaker_id = ?1))",
            (entity_id,),
        )
        return (row[0], Label(row[1])) if row else None

    def _counts(self, entity_id: int, articles: Collection[int] | None) -> dict[int, int]:
        """How often each of some articles, or of all, names an entity."""
        rows = self._database.rows("SELECT article_id FROM mentions WHERE entity_id = ?", (entity_id,))
        return Counter(number for (number,) in rows if articles is None or number in articles)

    def _dates(self, counts: Counts) -> dict[int, int]:
        """The ordinal of the date of each article, from an index alone where that is sooner done."""
        if self._few(counts):
            sql = f"SELECT id, ordinal FROM articles WHERE id {_IN}"  # noqa: S608
            return dict(self._database.rows(sql, (json.dumps(list(counts)),)))
        rows = self._database.rows("SELECT id, ordinal FROM articles")
        return {number: ordinal for number, ordinal in rows if number in counts}

    def _names(
        self, entity_id: int, counts: Counts, total: int, *, everywhere: bool
    ) -> tuple[NameCount, ...]:
        """How texts write an entity, most frequent first."""
        if everywhere:
            rows = self._database.rows(
                "SELECT name, sum(mentions) FROM entity_names WHERE entity_id = ? "
                "GROUP BY name HAVING sum(mentions) > 0 ORDER BY 2 DESC, name",
                (entity_id,),
            )
            if sum(row[1] for row in rows) == total:
                return tuple(NameCount(*row) for row in rows)
        rows = self._database.rows(
            f"SELECT text, count(*) FROM mentions WHERE entity_id = ? AND article_id {_IN} "  # noqa: S608
            "GROUP BY text ORDER BY 2 DESC, text",
            (entity_id, json.dumps(list(counts))),
        )
        return tuple(NameCount(*row) for row in rows)

    def _appearances(self, entity_id: int, counts: Counts, page: Sequence[int]) -> tuple[Appearance, ...]:
        """Articles of a page, each with the first sentence that names an entity."""
        numbers = json.dumps(page)
        rows = self._database.rows(
            f"SELECT {SUMMARY}, a.body_start FROM articles a WHERE a.id {_IN}",  # noqa: S608
            (numbers,),
        )
        articles = {row[0]: (summary_of(row), row[8]) for row in rows}
        places: dict[int, list[Range]] = {}
        for number, start, end in self._database.rows(
            "SELECT article_id, start, end FROM mentions "  # noqa: S608
            f"WHERE entity_id = ? AND article_id {_IN} ORDER BY article_id, start, end",
            (entity_id, numbers),
        ):
            places.setdefault(number, []).append((start, end))
        return tuple(
            Appearance(summary, self._sentence(number, body_start, places[number]), counts[number])
            for number in page
            for summary, body_start in (articles[number],)
        )

    def _sentence(self, article_id: int, body_start: int, places: Sequence[Range]) -> Snippet:
        """The first sentence of the body that has one of some places, else that of the title."""
        first = next((start for start, _ in places if start >= body_start), places[0][0])
        low, high = max(body_start if first >= body_start else 0, first - REACH), first + 2 * REACH
        text = self._database.value(
            "SELECT substr(text, ?, ?) FROM articles WHERE id = ?", (low + 1, high - low, article_id)
        )
        return sentence_at(text or "", [(s - low, e - low) for s, e in places if s >= first])


def sentence_at(text: str, places: Sequence[Range]) -> Snippet:
    """The sentence of a text that has the first of some places, on one line, cut if it is long.

    ``places`` are ranges of code points of ``text`` in order; those in the sentence are the matches.
    """
    first, last = places[0]
    ranges = sentences(text, 0, len(text))
    begin = max((start for start, _ in ranges if start <= first), default=0)
    end = min((end for _, end in ranges if end >= last), default=len(text))
    inside: list[Range] = []
    for start, stop in places:
        if start < end and (not inside or start - begin >= inside[-1][1]):
            inside.append((start - begin, min(stop, end) - begin))
    return make_snippet(text[begin:end], inside, width=LINE)


def _months(counts: Counts, dates: Mapping[int, int]) -> tuple[tuple[MonthCount, ...], int]:
    """How often each month's articles name an entity, and those whose month is not known."""
    found: Counter[int] = Counter()
    for number, count in counts.items():
        found[dates[number] // 100] += count
    known: Iterable[int] = sorted(month for month in found if month % 100)
    months = tuple(MonthCount(PartialDate(month // 100, month % 100), found[month]) for month in known)
    return months, found.total() - sum(each.mentions for each in months)
