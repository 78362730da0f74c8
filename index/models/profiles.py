"""What an archive tells of one entity, or of one who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from index.models import (
    UNKNOWN_DATE,
    EntityCount,
    PartialDate,
    QuoteInArticle,
    Snippet,
    Speaker,
    Summary,
)


@dataclass(frozen=True, slots=True)
class Role:
    """What texts say that somebody is ("Russian Defense Minister"), and when the articles appeared.

    ``title`` is the most frequent writing, ``articles`` counts those that say so, ``first`` and ``last``
    are the dates of those that have one.
    """

    title: str
    articles: int
    first: PartialDate = UNKNOWN_DATE
    last: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that tells a speaker's quotes from those of others, and how many of them have it."""

    word: str
    quotes: int


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """What an archive tells of somebody who speaks.

    ``roles`` are in order of their first date. ``months`` count quotes (as ``mentions``), oldest first,
    without empty ones; ``undated`` counts quotes of articles whose month is not known. ``topics`` are
    the most telling words first. ``beside`` are the speakers quoted in the same articles, by the number
    of shared articles, which is their ``articles``; their ``mentions`` count their quotes there.
    ``quotes`` is a page of those that match what was asked, newest article first, and ``matching``
    counts them all. ``about`` counts quotes of others whose words or sentence name the speaker.
    """

    speaker: Speaker
    roles: tuple[Role, ...]
    months: tuple[MonthCount, ...]
    undated: int
    topics: tuple[Topic, ...]
    beside: tuple[EntityCount, ...]
    quotes: tuple[QuoteInArticle, ...]
    matching: int
    about: int


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name of an entity as texts write it, and how often."""

    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How often an entity is named in the articles of a month; ``month`` has no day."""

    month: PartialDate
    mentions: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that names an entity: how often, and the first sentence that does.

    The matches of the snippet are the entity's mentions in it.
    """

    article: Summary
    snippet: Snippet
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """What an archive tells of an entity, in the articles that a filter leaves.

    ``entity`` and ``names`` (most frequent first) count mentions in these articles. ``appearances``
    is a page of the articles, newest first. ``companions`` are the persons named in the same
    articles, by the number of shared articles, which is their ``articles``; their ``mentions`` count
    those in the shared articles. ``months`` are oldest first, without empty ones; ``undated``
    counts mentions in articles whose month is not known.
    """

    entity: EntityCount
    names: tuple[NameCount, ...]
    appearances: tuple[Appearance, ...]
    companions: tuple[EntityCount, ...]
    months: tuple[MonthCount, ...]
    undated: int = 0
