"""Who is quoted and who is named, read from the store."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.models import Label, PartialDate, QuoteInArticle, Speaker
from index.storage.database import Database
from index.storage.indexed import decided_articles
from index.storage.store import MARKED, QUOTE, QUOTES, SUMMARY, UNSURE, quote_of, summary_of

if TYPE_CHECKING:
    from index.storage.naming import Names

_STEP = 200


Place = tuple[int, int, int]
"""A range of an article's text, and the entity that is named there."""

Places = dict[int, "ArticlePlaces"]
"""Places by article."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored quote, its article, and the range of its sentences in the article's text."""

    found: QuoteInArticle
    context: tuple[int, int]


Spoken = tuple[int, int, int, int, int | None, int, int]
"""A quote without its words: id, article, ordinal of its date, start, speaker, and range of its sentences."""


_NOWHERE = (math.inf, 0)


class ArticlePlaces:
    """Where an article names some entities.

    For each place are kept the end that comes first from there on with its entity, and that of any other
    entity, so that a quote is tested in logarithmic time however many places its sentences have.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        ordered = sorted(places)
        self._starts = [start for start, _, _ in ordered]
        self._ends: list[tuple[tuple[float, int], tuple[float, int]]] = []
        first = other = _NOWHERE
        for _, end, entity in reversed(ordered):
            if entity == first[1]:
                first = min(first, (end, entity))
            elif end < first[0]:
                first, other = (end, entity), first
            elif end < other[0]:
                other = end, entity
            self._ends.append((first, other))
        self._ends.reverse()

    def names_another(self, quote: Spoken) -> bool:
        """Whether a place is in the sentences of a quote of the article and names not its speaker."""
        _, _, _, _, speaker, low, high = quote
        at = bisect_left(self._starts, low)
        if at == len(self._starts):
            return False
        first, other = self._ends[at]
        return (other if first[1] == speaker else first)[0] <= high


class People:
    """Questions about speakers and quotes across the archive, and about names."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = (0, "")

    @cached_property
    def names(self) -> Names:
        """Looks up which entities a name means; loaded when the first name is asked for."""
        from index.storage.naming import Names

        return Names(self._database)

    def speakers_named(self, name: str) -> set[int]:
        """The speakers that a name or a part of one means, as in the field ``by:`` of a query."""
        from index.query.nodes import Field

        return self.names.named(Field.BY, name)

    def entities_named(self, name: str) -> set[int]:
        """The entities that a name or a part of one means, as in the field ``about:`` of a query."""
        from index.query.nodes import Field

        return self.names.named(Field.ABOUT, name)

    def exists(self, entity_id: int) -> bool:
        """Whether there is such an entity."""
        if not 0 < entity_id < 1 << 63:
            return False
        return self._database.row("SELECT 1 FROM entities WHERE id = ?", (entity_id,)) is not None

    def quotes(
        self,
        *,
        speakers: Collection[int] | None = None,
        articles: Collection[int] | None = None,
        indirect: bool = False,
    ) -> Iterator[Candidate]:
        """The quotes of some speakers, in some articles, newest article first; None does not restrict.

        With ``indirect`` also what is reported without marks.
        """
        if speakers is not None:
            yield from self._quotes_of(speakers, articles, indirect)
        else:
            yield from self._quotes_in(articles, indirect)

    def _quotes_of(
        self, speakers: Collection[int], articles: Collection[int] | None, indirect: bool
    ) -> Iterator[Candidate]:
        """The quotes of speakers, sorted as a whole."""
        # "> 0" rules out quotes without a speaker, so that SQLite looks for the speakers first.
        rows = self._database.rows(
            "SELECT q.id, q.article_id FROM quotes q "  # noqa: S608
            f"WHERE q.speaker_id > 0 AND q.speaker_id IN (SELECT value FROM json_each(?)) {_kinds(indirect)} "
            "ORDER BY q.ordinal DESC, q.article_id, q.start",
            (json.dumps(list(speakers)),),
        )
        yield from self.load([quote for quote, article in rows if articles is None or article in articles])

    def load(self, ids: Sequence[int]) -> Iterator[Candidate]:
        """Quotes by their ids, which are in order of their articles, newest first, and of their places."""
        for at in range(0, len(ids), _STEP):
            yield from self._load("q.id", ids[at : at + _STEP], indirect=True)

    def _quotes_in(self, articles: Collection[int] | None, indirect: bool) -> Iterator[Candidate]:
        """The quotes of articles, an article at a time."""
        if articles is None:
            rows = self._database.rows("SELECT a.id FROM articles a ORDER BY a.ordinal DESC, a.id")
        else:
            rows = self._database.rows(
                "SELECT a.id FROM articles a WHERE a.id IN (SELECT value FROM json_each(?)) "
                "ORDER BY a.ordinal DESC, a.id",
                (json.dumps(list(articles)),),
            )
        ids = [row[0] for row in rows]
        for at in range(0, len(ids), _STEP):
            yield from self._load("q.article_id", ids[at : at + _STEP], indirect)

    def _load(self, column: str, ids: Sequence[int], indirect: bool) -> list[Candidate]:
        """The quotes with these values of a column, newest article first."""
        rows = self._database.rows(
            f"SELECT q.context_start, q.context_end, {SUMMARY}, {QUOTE} FROM {QUOTES} "  # noqa: S608
            f"JOIN articles a ON a.id = q.article_id WHERE {column} IN (SELECT value FROM json_each(?)) "
            f"{_kinds(indirect)} ORDER BY a.ordinal DESC, a.id, q.start, q.id",
            (json.dumps(ids),),
        )
        return [
            Candidate(QuoteInArticle(quote_of(row[10:]), summary_of(row[2:10])), (row[0], row[1]))
            for row in rows
        ]

    def places(self, entities: Collection[int]) -> Places:
        """Where each article names some entities: ranges of its text and who is named there."""
        rows = self._database.rows(
            "SELECT m.article_id, m.start, m.end, m.entity_id FROM mentions m "
            "WHERE m.entity_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(entities)),),
        )
        found: dict[int, list[Place]] = {}
        for article, start, end, entity in rows:
            found.setdefault(article, []).append((start, end, entity))
        return {article: ArticlePlaces(places) for article, places in found.items()}

    def spoken_in(self, articles: Collection[int], *, indirect: bool = False) -> list[Spoken]:
        """The quotes of some articles in order of article and place, without their words."""
        return self._database.rows(
            "SELECT q.id, q.article_id, q.ordinal, q.start, q.speaker_id, q.context_start, q.context_end "  # noqa: S608
            f"FROM quotes q WHERE q.article_id IN (SELECT value FROM json_each(?)) {_kinds(indirect)}",
            (json.dumps(sorted(articles)),),
        )

    def articles_of(self, speakers: Collection[int]) -> set[int]:
        """The articles in which some speakers are quoted, with marks or without."""
        rows = self._database.rows(
            "SELECT DISTINCT q.article_id FROM quotes q "
            "WHERE q.speaker_id > 0 AND q.speaker_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(speakers)),),
        )
        return {row[0] for row in rows}

    def decided_articles(self) -> set[int]:
        """The articles in which users have said whose words are, or that they are none."""
        return decided_articles(self._database)

    def text_within(self, article_id: int, start: int, end: int) -> str:
        """A range of an article's text. The text is kept: SQLite counts code points from its beginning."""
        if self._last[0] != article_id:
            text = self._database.value("SELECT text FROM articles WHERE id = ?", (article_id,))
            self._last = (article_id, text or "")
        return self._last[1][start:end]

    def speakers(self, prefix: str, limit: int) -> tuple[Speaker, ...]:
        """Who is quoted, most quoted first; every word of ``prefix`` begins a word of one of the names."""
        from index.query.nodes import Field

        where, values = "", list[object]()
        if prefix.strip():
            where = "AND q.speaker_id IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(self.names.beginning(Field.BY, prefix))))
        rows = self._database.rows(
            "SELECT q.speaker_id, e.name, e.label, count(*), count(DISTINCT q.article_id), "  # noqa: S608
            f"min(nullif(q.ordinal, 0)), max(q.ordinal), sum({UNSURE}) "
            "FROM quotes q JOIN entities e ON e.id = q.speaker_id "
            f"WHERE q.speaker_id IS NOT NULL AND {MARKED} {where} "
            "GROUP BY q.speaker_id ORDER BY 4 DESC, e.name LIMIT ?",
            (*values, limit),
        )
        names = self.names_of([row[0] for row in rows])
        return tuple(
            Speaker(
                entity,
                name,
                kind_of(label),
                names.get(entity, (name,)),
                quotes,
                articles,
                date_of(first),
                date_of(last),
                unsure,
            )
            for entity, name, label, quotes, articles, first, last, unsure in rows
        )

    def names_of(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The names of entities as texts write them, most frequent first."""
        names: dict[int, tuple[str, ...]] = {}
        rows = self._database.rows(
            "SELECT entity_id, name FROM entity_names WHERE entity_id IN (SELECT value FROM json_each(?)) "
            "GROUP BY entity_id, name ORDER BY entity_id, sum(mentions) DESC, name",
            (json.dumps(ids),),
        )
        for entity, name in rows:
            names[entity] = (*names.get(entity, ()), name)
        return names


def _kinds(indirect: bool) -> str:
    """What is added to a condition on quotes, so that only those asked for are found."""
    return "" if indirect else f"AND {MARKED}"


def kind_of(label: str) -> str:
    """What :attr:`index.models.Speaker.kind` calls those with a label; who speaks and is no person is a body.

    So is a place, as a capital that stands for a government.
    """
    return "person" if label == Label.PERSON.value else "org"


def date_of(ordinal: int | None) -> PartialDate:
    """The date of an ordinal."""
    if not ordinal:
        return PartialDate()
    return PartialDate(ordinal // 10000, ordinal // 100 % 100 or None, ordinal % 100 or None)
