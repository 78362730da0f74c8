"""Which quotes decisions are about, and what they say of them.

A decision is about the quote that was found at its place, or else the one that has most words in common
with it. Where no such quote is found any more it is about the words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from index.models import Quote, QuoteKind
from index.models.decisions import QuotePlace
from index.storage.outcome import Outcome
from index.storage.renewing import Place, closest
from index.storage.replay import Unit, Verdict
from index.storage.schema import FIRST_ON_QUOTES

if TYPE_CHECKING:
    from index.storage.database import Database, Row

PLACE = "article_id, start, end, id"
WORDS = "article_id, ordinal, context_start, context_end, start, end, text, kind"
SPEAKER = "speaker, speaker_start, speaker_end, speaker_name, cue, cue_start, cue_end, confidence, chain"
FOUND = f"id, {WORDS}, {SPEAKER}, speaker_id"
"""Columns of a quote: its place, its words, who speaks, and all of it as it was found."""

IN_LIST = "IN (SELECT value FROM json_each(?))"
IN_FIRST = "IN (SELECT value FROM json_each(?1))"
_MARKS = frozenset("\"“”„‟«»‹›‘’'`＂")


class Attribution(NamedTuple):
    """Who speaks, as the columns SPEAKER say it."""

    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_name: str | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    confidence: float = 1.0
    chain: str = ""


@dataclass(slots=True)
class Verdicts:
    """What was decided last, by the id of the quote, and by the place where no quote is found any more."""

    found: dict[int, Verdict] = field(default_factory=dict)
    lost: dict[QuotePlace, Verdict] = field(default_factory=dict)


def sort(database: Database, verdicts: Sequence[Verdict], version: int) -> Verdicts:
    """Find the quotes that decisions are about, in an archive of a version."""
    places = _places(database, verdicts, version)
    sorted_ = Verdicts()
    for verdict in verdicts:
        place = place_of(verdict)
        number = closest(place.start, place.end, places.get(place.article_id, ()))
        if number is None:
            sorted_.lost[place] = verdict
        else:
            sorted_.found[number] = verdict
    return sorted_


def _places(database: Database, verdicts: Sequence[Verdict], version: int) -> dict[int, list[Place]]:
    """Where quotes were found in the articles that decisions are about, in order.

    Of an article in which every such quote is set aside only those are read.
    """
    places = {_key(place_of(verdict)) for verdict in verdicts}
    rows: list[Row] = []
    if version >= FIRST_ON_QUOTES:
        rows = database.stored(f"SELECT {PLACE} FROM main.found_quotes")  # noqa: S608
    articles = {article_id for article_id, *_ in places.difference(row[:3] for row in rows)}
    undecided = "AND decision IS NULL" if version >= FIRST_ON_QUOTES else ""
    rows += database.stored(
        f"SELECT {PLACE} FROM main.quotes WHERE article_id {IN_LIST} {undecided}",  # noqa: S608
        (json.dumps(sorted(articles)),),
    )
    found: dict[int, list[Place]] = {}
    for article_id, *place in sorted(rows):
        found.setdefault(article_id, []).append((place[0], place[1], place[2]))
    return found


def _key(place: QuotePlace) -> tuple[int, int, int]:
    return place.article_id, place.start, place.end


def place_of(verdict: Verdict) -> QuotePlace:
    """Where the words stand that a decision is about."""
    place = verdict.kept.decision.quote
    assert place is not None  # noqa: S101
    return place


def attributions(
    database: Database, verdicts: Mapping[int, Verdict], result: Outcome, version: int
) -> Iterator[tuple[int, Attribution, Verdict]]:
    """What decisions say of quotes that were found.

    Whom a text names as the speaker stays the evidence if a user agrees; a word that does not name
    anybody else ("he") stays in any case.
    """
    wanted = json.dumps(list(verdicts))
    chain, found = "''", "main.quotes"
    if version >= FIRST_ON_QUOTES:
        chain = "q.chain"
        found = (
            f"(SELECT {FOUND} FROM main.quotes WHERE decision IS NULL AND id {IN_FIRST} "  # noqa: S608
            f"UNION ALL SELECT {FOUND} FROM main.found_quotes)"
        )
    rows = database.stored(
        "SELECT q.id, q.speaker_id, EXISTS (SELECT 1 FROM main.mentions m "  # noqa: S608
        "WHERE m.article_id = q.article_id AND m.start < q.speaker_end AND m.end > q.speaker_start "
        "AND m.entity_id = q.speaker_id), "
        f"q.speaker, q.speaker_start, q.speaker_end, q.cue, q.cue_start, q.cue_end, {chain} "
        f"FROM {found} q WHERE q.id {IN_FIRST}",
        (wanted,),
    )
    for number, speaker_id, names, speaker, start, end, cue, cue_start, cue_end, links in rows:
        verdict = verdicts[number]
        name = verdict.kept.decision.name or None
        who = verdict.speaker
        same = None not in (who, speaker_id) and _are_same(result, who, (speaker_id, 0))
        if names and not same:
            yield number, Attribution(speaker_name=name), verdict
        else:
            said = (speaker, start, end, name, cue, cue_start, cue_end, 1.0, links if same else "")
            yield number, Attribution(*said), verdict


def _are_same(result: Outcome, one: Unit | None, other: Unit) -> bool:
    """Whether two units are shown as the same entity."""
    return one is not None and (one == other or result.shown_of(one) == result.shown_of(other) is not None)


def words_at(database: Database, place: QuotePlace) -> Row | None:
    """The columns WORDS of words that no annotator takes for a quote; None if they do not stand there."""
    from index.adding.prepare import find_contexts

    rows = database.stored("SELECT ordinal, text FROM main.articles WHERE id = ?", (place.article_id,))
    if not rows or not place.text or rows[0][1][place.start : place.end] != place.text:
        return None
    ordinal, text = rows[0]
    marked = (
        text[max(place.start - 1, 0) : place.start] in _MARKS or text[place.end : place.end + 1] in _MARKS
    )
    kind = QuoteKind.DIRECT if marked else QuoteKind.INDIRECT
    quote = Quote(place.start, place.end, place.text, kind)
    (context,) = find_contexts(text, [quote])
    return (place.article_id, ordinal, *context, place.start, place.end, place.text, kind.value)
