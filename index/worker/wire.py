"""Results as JSON, between the search process and its client."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from index.models import (
    Completion,
    EntityCount,
    FacetCount,
    Hit,
    Label,
    PartialDate,
    Quote,
    QuoteInArticle,
    QuoteKind,
    Results,
    Snippet,
    Speaker,
    Suggestion,
    Summary,
)
from index.models.profiles import (
    Appearance,
    EntityProfile,
    MonthCount,
    NameCount,
    Role,
    SpeakerProfile,
    Topic,
)

Json = dict[str, Any]


def results_to_json(results: Results) -> Json:
    """Results as an object of JSON."""
    return asdict(results)


def results_from_json(data: Json) -> Results:
    """Results from an object that :func:`results_to_json` made."""
    hits = tuple(
        Hit(_summary(hit["article"]), hit["score"], _snippet(hit["snippet"]), tuple(hit["similar"]))
        for hit in data["hits"]
    )
    suggestion = data["suggestion"] and _suggestion(data["suggestion"])
    return Results(hits, data["total"], data["problem"], data["folded"], suggestion)


def facets_to_json(counts: Iterable[FacetCount]) -> Json:
    """Counts of a facet as an object of JSON."""
    return {"counts": [asdict(each) for each in counts]}


def facets_from_json(data: Json) -> tuple[FacetCount, ...]:
    """Counts of a facet from an object that :func:`facets_to_json` made."""
    return tuple(FacetCount(**each) for each in data["counts"])


def completions_to_json(completions: Iterable[Completion]) -> Json:
    """Completions as an object of JSON."""
    return {"completions": [asdict(each) for each in completions]}


def completions_from_json(data: Json) -> tuple[Completion, ...]:
    """Completions from an object that :func:`completions_to_json` made."""
    return tuple(Completion(**each) for each in data["completions"])


def quotes_to_json(quotes: tuple[QuoteInArticle, ...]) -> Json:
    """Quotes as an object of JSON."""
    return {"quotes": [asdict(quote) for quote in quotes]}


def quotes_from_json(data: Json) -> tuple[QuoteInArticle, ...]:
    """Quotes from an object that :func:`quotes_to_json` made."""
    return tuple(QuoteInArticle(_quote(each["quote"]), _summary(each["article"])) for each in data["quotes"])


def speakers_to_json(speakers: Iterable[Speaker]) -> Json:
    """Speakers as an object of JSON."""
    return {"speakers": [asdict(speaker) for speaker in speakers]}


def speakers_from_json(data: Json) -> tuple[Speaker, ...]:
    """Speakers from an object that :func:`speakers_to_json` made."""
    return tuple(map(_speaker, data["speakers"]))


def speaker_to_json(profile: SpeakerProfile) -> Json:
    """What an archive tells of a speaker as an object of JSON."""
    return asdict(profile)


def speaker_from_json(data: Json) -> SpeakerProfile:
    """What an archive tells of a speaker from an object that :func:`speaker_to_json` made."""
    return SpeakerProfile(
        _speaker(data["speaker"]),
        tuple(
            Role(each["title"], each["articles"], PartialDate(**each["first"]), PartialDate(**each["last"]))
            for each in data["roles"]
        ),
        _months(data["months"]),
        data["undated"],
        tuple(Topic(**each) for each in data["topics"]),
        tuple(map(_entity, data["beside"])),
        quotes_from_json(data),
        data["matching"],
        data["about"],
    )


def entities_to_json(entities: Iterable[EntityCount]) -> Json:
    """Counts of entities as an object of JSON."""
    return {"entities": [asdict(entity) for entity in entities]}


def entities_from_json(data: Json) -> tuple[EntityCount, ...]:
    """Counts of entities from an object that :func:`entities_to_json` made."""
    return tuple(map(_entity, data["entities"]))


def profile_to_json(profile: EntityProfile) -> Json:
    """A profile as an object of JSON."""
    return asdict(profile)


def profile_from_json(data: Json) -> EntityProfile:
    """A profile from an object that :func:`profile_to_json` made."""
    return EntityProfile(
        _entity(data["entity"]),
        tuple(NameCount(**each) for each in data["names"]),
        tuple(
            Appearance(_summary(each["article"]), _snippet(each["snippet"]), each["mentions"])
            for each in data["appearances"]
        ),
        tuple(map(_entity, data["companions"])),
        _months(data["months"]),
        data["undated"],
    )


def _entity(data: Json) -> EntityCount:
    """A count of an entity from its object."""
    return EntityCount(**{**data, "label": Label(data["label"])})


def _months(data: Iterable[Json]) -> tuple[MonthCount, ...]:
    """Counts by month from their objects."""
    return tuple(MonthCount(PartialDate(**each["month"]), each["mentions"]) for each in data)


def _quote(data: Json) -> Quote:
    """A quote from its object."""
    chain = tuple((start, end) for start, end in data["chain"])
    return Quote(**{**data, "kind": QuoteKind(data["kind"]), "chain": chain})


def _speaker(data: Json) -> Speaker:
    """A speaker from its object."""
    first, last = PartialDate(**data["first"]), PartialDate(**data["last"])
    return Speaker(**{**data, "names": tuple(data["names"]), "first": first, "last": last})


def _suggestion(data: Json) -> Suggestion:
    """A corrected query from its object."""
    return Suggestion(data["text"], tuple((start, end, text) for start, end, text in data["replaced"]))


def _summary(data: Json) -> Summary:
    """A summary from its object."""
    return Summary(**{**data, "published": PartialDate(**data["published"])})


def _snippet(data: Json) -> Snippet:
    """A snippet from its object."""
    return Snippet(data["text"], tuple((start, end) for start, end in data["matches"]))
