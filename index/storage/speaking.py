"""What the archive tells of somebody who speaks: roles, months, topics, company, and the quotes.

Everything but topics and a search is counted from indexes alone. For the topics the words of the quotes
are read: of a speaker with more than :data:`READ` quotes, so many spread evenly over time, whose counts
are then those of the whole as an estimate.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from index.errors import NotFoundError
from index.models import EntityCount, Label, PartialDate, Speaker
from index.models.profiles import MonthCount, Role, SpeakerProfile, Topic
from index.query.nodes import Node
from index.storage.database import Database
from index.storage.people import People, date_of, kind_of
from index.storage.quoting import Matching
from index.storage.roles import roles
from index.storage.store import MARKED, UNSURE
from index.storage.topics import topics
from index.storage.vocabulary import background

READ = 1000
"""Quotes of a speaker from which the topics are told, at most."""

BESIDE = 20
"""How many speakers are given who are quoted in the same articles."""

_STEP = 500

Own = tuple[int, int, int, int]
"""A quote of the speaker: its id, its article, the ordinal of the article's date, and 1 if it is not sure."""


class Speaking:
    """Questions about single speakers of an archive."""

    def __init__(self, database: Database, people: People, articles: Callable[[Node], set[int]]) -> None:
        """``articles`` asks the full-text index for the articles that match a query."""
        self._database = database
        self._people = people
        self._articles = articles

    def profile(self, speaker_id: int, match: str, limit: int, offset: int) -> SpeakerProfile:
        """What the archive tells of a speaker; see :meth:`index.archive.Archive.speaker`.

        Raises NotFoundError and QueryError.
        """
        matching = Matching(match, self._articles) if match.strip() else None
        within = matching.places() if matching else None
        with self._database.snapshot():
            speaker = self._speaker(speaker_id)
            own = self._own(speaker_id)
            found = [quote for quote, *_ in own]
            if matching:
                found = list(self._matching(own, matching, within))
            months, undated = _months(own)
            return SpeakerProfile(
                _counted(speaker, own),
                self._roles(speaker_id),
                months,
                undated,
                self._topics(own, speaker.names),
                self._beside(speaker_id, {article for _, article, *_ in own}),
                tuple(each.found for each in self._people.load(found[offset : offset + limit])),
                len(found),
                self._about(speaker_id),
            )

    def _speaker(self, speaker_id: int) -> Speaker:
        """Who the speaker is, without counts. Raises NotFoundError."""
        row = None
        if 0 < speaker_id < 1 << 63:
            row = self._database.row(
                "SELECT name, label FROM entities WHERE id = ?1 "
                "AND (EXISTS (SELECT 1 FROM mentions WHERE entity_id = ?1) "
                "OR EXISTS (SELECT 1 FROM quotes WHERE speaker_id = ?1))",
                (speaker_id,),
            )
        if row is None:
            raise NotFoundError(f"There is no speaker {speaker_id}; newsreader speakers shows who there is")
        name, label = row
        names = self._people.names_of([speaker_id]).get(speaker_id, (name,))
        return Speaker(speaker_id, name, kind_of(label), names, 0, 0)

    def _own(self, speaker_id: int) -> list[Own]:
        """The quotes of a speaker, newest article first."""
        return self._database.rows(
            f"SELECT q.id, q.article_id, q.ordinal, {UNSURE} FROM quotes q "  # noqa: S608
            f"WHERE q.speaker_id = ? AND {MARKED} ORDER BY q.ordinal DESC, q.article_id, q.start",
            (speaker_id,),
        )

    def _texts(self, ids: Sequence[int]) -> dict[int, str]:
        """The words of quotes."""
        return dict(
            self._database.rows(
                "SELECT q.id, q.text FROM quotes q WHERE q.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            )
        )

    def _matching(self, own: Sequence[Own], matching: Matching, within: set[int] | None) -> Iterator[int]:
        """Those quotes of a speaker that match, in the same order."""
        wanted = [(quote, article) for quote, article, *_ in own if within is None or article in within]
        for at in range(0, len(wanted), _STEP):
            some = wanted[at : at + _STEP]
            texts = self._texts([quote for quote, _ in some])
            yield from (quote for quote, article in some if matching.fits(texts[quote], article))

    def _roles(self, speaker_id: int) -> tuple[Role, ...]:
        """What articles that name or quote a speaker say that he is."""
        rows = self._database.rows(
            "SELECT v.article_id, v.titles, a.ordinal FROM entity_evidence v "
            "JOIN articles a ON a.id = v.article_id WHERE v.entity_id = ?1 AND v.titles <> '' "
            "AND (EXISTS (SELECT 1 FROM mentions m WHERE m.entity_id = ?1 AND m.article_id = v.article_id) "
            "OR EXISTS (SELECT 1 FROM quotes q WHERE q.speaker_id = ?1 AND q.article_id = v.article_id))",
            (speaker_id,),
        )
        return roles(rows)

    def _topics(self, own: Sequence[Own], names: Sequence[str]) -> tuple[Topic, ...]:
        """The most telling words of a speaker's quotes."""
        step = max(1, -(-len(own) // READ))
        texts = self._texts([quote for quote, *_ in own[::step]])
        told = topics(list(texts.values()), partial(background, self._database), names)
        if step == 1:
            return told
        return tuple(replace(each, quotes=round(each.quotes * len(own) / len(texts))) for each in told)

    def _beside(self, speaker_id: int, articles: Collection[int]) -> tuple[EntityCount, ...]:
        """The speakers quoted in the same articles, by the number of these."""
        rows = self._database.rows(
            "SELECT s.speaker, e.name, e.label, s.quotes, s.articles FROM (SELECT q.speaker_id AS speaker, "  # noqa: S608
            "count(*) AS quotes, count(DISTINCT q.article_id) AS articles FROM quotes q "
            f"WHERE q.article_id IN (SELECT value FROM json_each(?)) AND {MARKED} "
            "AND q.speaker_id IS NOT NULL AND q.speaker_id <> ? "
            "GROUP BY q.speaker_id ORDER BY 3 DESC, 2 DESC, 1 LIMIT ?) s JOIN entities e ON e.id = s.speaker "
            "ORDER BY s.articles DESC, s.quotes DESC, s.speaker",
            (json.dumps(sorted(articles)), speaker_id, BESIDE),
        )
        return tuple(
            EntityCount(speaker, name, Label(label), quotes, shared)
            for speaker, name, label, quotes, shared in rows
        )

    def _about(self, speaker_id: int) -> int:
        """How many quotes of others name a speaker in their words or sentences."""
        places = self._people.places([speaker_id])
        quotes = self._people.spoken_in(places)
        return sum(places[quote[1]].names_another(quote) for quote in quotes)


def _counted(speaker: Speaker, own: Sequence[Own]) -> Speaker:
    """A speaker with the counts and dates of the quotes."""
    known = [ordinal for _, _, ordinal, _ in own if ordinal]
    return replace(
        speaker,
        quotes=len(own),
        articles=len({article for _, article, *_ in own}),
        first=date_of(min(known, default=None)),
        last=date_of(max(known, default=None)),
        unsure=sum(unsure for *_, unsure in own),
    )


def _months(own: Sequence[Own]) -> tuple[tuple[MonthCount, ...], int]:
    """How many quotes each month has, oldest first, and how many have none."""
    counts = Counter(ordinal // 100 for _, _, ordinal, _ in own)
    known = sorted(month for month in counts if month % 100)
    months = tuple(MonthCount(PartialDate(month // 100, month % 100), counts[month]) for month in known)
    return months, len(own) - sum(each.mentions for each in months)
