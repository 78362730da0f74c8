"""What can be asked of a search process: one table, read by the client and by the process.

To add a method: a row here, its two translations in :mod:`index.worker.wire`, and a method of
:class:`index.worker.client.SearchWorker` that fills in ``params``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from index.archive import Archive
from index.models import (
    Completion,
    EntityCount,
    Facet,
    FacetCount,
    Label,
    QuoteInArticle,
    Results,
    Sort,
    Speaker,
)
from index.models.profiles import EntityProfile, SpeakerProfile
from index.worker import wire
from index.worker.wire import Json

T = TypeVar("T")


class Lane(Enum):
    """How soon an answer is wanted."""

    TYPING = "typing"
    """While keys are typed: never waits behind a page."""

    PAGE = "page"
    """When a page is opened: may take longer."""


@dataclass(frozen=True, slots=True)
class Method(Generic[T]):
    """One method: ``ask`` calls the archive with the params, ``encode`` and ``decode`` are of the answer.

    With ``latest`` a later request takes the place of an earlier one. Without, several are wanted at
    the same time (a page, and the counts of a name in it), and only what the caller gives up is dropped.
    """

    name: str
    lane: Lane
    ask: Callable[[Archive, Json], T]
    encode: Callable[[T], Json]
    decode: Callable[[Json], T]
    latest: bool = False


def _search(archive: Archive, params: Json) -> Results:
    return archive.search(**{**params, "sort": Sort(params["sort"])})


def _facets(archive: Archive, params: Json) -> tuple[FacetCount, ...]:
    return archive.facets(**{**params, "facet": Facet(params["facet"])})


def _entities(archive: Archive, params: Json) -> tuple[EntityCount, ...]:
    return archive.entities(**{**params, "label": params["label"] and Label(params["label"])})


SEARCH: Method[Results] = Method(
    "search", Lane.TYPING, _search, wire.results_to_json, wire.results_from_json, latest=True
)
QUOTES: Method[tuple[QuoteInArticle, ...]] = Method(
    "quotes",
    Lane.PAGE,
    lambda archive, params: archive.quotes(**params),
    wire.quotes_to_json,
    wire.quotes_from_json,
)
SPEAKERS: Method[tuple[Speaker, ...]] = Method(
    "speakers",
    Lane.PAGE,
    lambda archive, params: archive.speakers(**params),
    wire.speakers_to_json,
    wire.speakers_from_json,
)
SPEAKER: Method[SpeakerProfile] = Method(
    "speaker",
    Lane.PAGE,
    lambda archive, params: archive.speaker(**params),
    wire.speaker_to_json,
    wire.speaker_from_json,
)
ENTITY: Method[EntityProfile] = Method(
    "entity",
    Lane.PAGE,
    lambda archive, params: archive.entity(**params),
    wire.profile_to_json,
    wire.profile_from_json,
)
ENTITIES: Method[tuple[EntityCount, ...]] = Method(
    "entities", Lane.PAGE, _entities, wire.entities_to_json, wire.entities_from_json
)
FACETS: Method[tuple[FacetCount, ...]] = Method(
    "facets", Lane.PAGE, _facets, wire.facets_to_json, wire.facets_from_json
)
COMPLETE: Method[tuple[Completion, ...]] = Method(
    "complete",
    Lane.TYPING,
    lambda archive, params: archive.complete(**params),
    wire.completions_to_json,
    wire.completions_from_json,
    latest=True,
)
PING: Method[Json] = Method("ping", Lane.TYPING, lambda *_: {}, dict, dict)
"""Asks whether the archive is open, and nothing else."""

METHODS: dict[str, Method[Any]] = {
    each.name: each for each in (SEARCH, QUOTES, SPEAKERS, SPEAKER, ENTITY, ENTITIES, FACETS, COMPLETE, PING)
}
