"""The JSON objects that the command prints. Scripts rely on these names: fields may be added, none renamed.

Offsets count Unicode code points. Within an archive they count from ``Article.text``, which begins with the
title; in the objects for articles they count from the field that they lie in: "text" (the body) or "title".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from index.models import (
    AddReport,
    Annotations,
    Article,
    EntityCount,
    Facet,
    FacetCount,
    Hit,
    Mention,
    PartialDate,
    Problem,
    Quote,
    Speaker,
    Summary,
)
from index.models.decisions import Decision, QuotePlace
from index.models.profiles import EntityProfile, Role, SpeakerProfile
from index.models.statements import Variant
from reader.commands.lines import in_parts, words

if TYPE_CHECKING:
    from reader.passages import Passage

Fields = dict[str, Any]


def of_hit(hit: Hit) -> Fields:
    """One search result."""
    return {
        **_of_summary(hit.article),
        "score": hit.score,
        "snippet": hit.snippet.text,
        "matches": [list(match) for match in hit.snippet.matches],
        "similar": list(hit.similar),
    }


def of_facet(facet: Facet, count: FacetCount) -> Fields:
    """How many articles have something; "value" is null for those without a source or a date."""
    return {
        "by": facet.value,
        "value": count.value or None,
        "articles": count.count,
        "entity_id": count.entity_id,
    }


def of_article(article: Article, mentions: Iterable[Mention], quotes: Iterable[Quote]) -> Fields:
    """One article with its entities and quotes, those of the title apart from those of the text."""
    start = article.body_start
    mentions, quotes = tuple(mentions), tuple(quotes)
    return {
        **_of_summary(article.summary),
        "author": article.author,
        "address": article.address,
        "dateline": article.dateline,
        "text": article.body,
        "entities": [of_mention(mention, start) for mention in mentions if mention.start >= start],
        "quotes": [_of_quote_in(quote, article) for quote in quotes if quote.start >= start],
        "title_entities": [of_mention(mention) for mention in mentions if mention.start < start],
        "title_quotes": [_of_quote_in(quote, article) for quote in quotes if quote.start < start],
    }


def of_passage(passage: Passage) -> Fields:
    """One quote with the article it stands in; "field" says what its offsets count from."""
    quote, article = passage.quote, passage.article
    summary = _of_summary(passage.item.article)
    return {
        **_of_quote_in(quote, article),
        "article_id": summary.pop("id"),
        **summary,
        "address": article.address,
        "field": _field(quote.start, article.body_start),
        "context": passage.sentence,
    }


def of_statement(told: Sequence[tuple[Variant, Passage]]) -> Fields:
    """The same words as several articles quote them, in order of date; "text" are those of the first.

    "pieces" tell the words of a variant from those of the first: what is kept, left out and added.
    Where a variant is "in_parts", its article quotes the words in several pieces, of which one is told.
    """
    listed = [
        {
            **of_passage(passage),
            "in_parts": in_parts(variant),
            "pieces": [{"change": piece.change.value, "text": piece.text} for piece in variant.pieces],
        }
        for variant, passage in told
    ]
    return {
        "text": words(told[0][0]),
        "articles": len({each["article_id"] for each in listed}),
        "variants": listed,
    }


def of_speaker(speaker: Speaker) -> Fields:
    """Somebody who is quoted."""
    return {
        "speaker_id": speaker.speaker_id,
        "name": speaker.name,
        "kind": speaker.kind,
        "names": list(speaker.names),
        "quotes": speaker.quotes,
        "articles": speaker.articles,
        "unsure": speaker.unsure,
        "first": speaker.first.iso,
        "last": speaker.last.iso,
        "first_text": str(speaker.first) or None,
        "last_text": str(speaker.last) or None,
    }


def of_speaker_profile(profile: SpeakerProfile, passages: Iterable[Passage]) -> Fields:
    """What an archive tells of a speaker; "said" are quotes, "matching" counts those that were asked for."""
    return {
        **of_speaker(profile.speaker),
        "roles": [_of_role(role) for role in profile.roles],
        "months": [{"month": str(each.month), "quotes": each.mentions} for each in profile.months],
        "undated": profile.undated,
        "topics": [{"word": topic.word, "quotes": topic.quotes} for topic in profile.topics],
        "beside": [
            {
                "speaker_id": each.entity_id,
                "name": each.name,
                "quotes": each.mentions,
                "articles": each.articles,
            }
            for each in profile.beside
        ],
        "about": profile.about,
        "matching": profile.matching,
        "said": [of_passage(passage) for passage in passages],
    }


def _of_role(role: Role) -> Fields:
    return {
        "title": role.title,
        "articles": role.articles,
        "first": role.first.iso,
        "last": role.last.iso,
        "first_text": str(role.first) or None,
        "last_text": str(role.last) or None,
    }


def of_entity(entity: EntityCount) -> Fields:
    """An entity of the archive."""
    return {
        "entity_id": entity.entity_id,
        "name": entity.name,
        "label": entity.label.value,
        "mentions": entity.mentions,
        "articles": entity.articles,
        "hint": entity.hint,
    }


def of_decision(decision: Decision) -> Fields:
    """A user's word on who is who, or on who said what."""
    return {
        "decision": decision.id,
        "kind": decision.kind.value,
        "label": decision.label.value,
        "name": decision.name,
        "other": decision.other,
        "other_label": decision.other_label.value if decision.other_label else None,
        "quote": _of_place(decision.quote) if decision.quote else None,
    }


def _of_place(place: QuotePlace) -> Fields:
    """The words that a decision is about; offsets count from the title, a blank line and the text."""
    return {"article_id": place.article_id, "start": place.start, "end": place.end, "text": place.text}


def of_profile(profile: EntityProfile) -> Fields:
    """What an archive tells of an entity; "matches" are offsets in "sentence"."""
    return {
        **of_entity(profile.entity),
        "names": [{"name": each.name, "mentions": each.mentions} for each in profile.names],
        "months": [{"month": str(each.month), "mentions": each.mentions} for each in profile.months],
        "undated": profile.undated,
        "persons": [of_entity(each) for each in profile.companions],
        "appearances": [
            {
                **_of_summary(each.article),
                "mentions": each.mentions,
                "sentence": each.snippet.text,
                "matches": [list(match) for match in each.snippet.matches],
            }
            for each in profile.appearances
        ],
    }


def of_annotations(identity: object, text: str, annotations: Annotations) -> Fields:
    """What the annotator finds in one document; offsets count from ``text``, as it was given."""
    return {
        "id": identity,
        "entities": [of_mention(mention) for mention in annotations.mentions],
        "quotes": [
            {**of_quote(quote), "evidence": _of_evidence(quote, text)} for quote in annotations.quotes
        ],
    }


def of_problem(problem: Problem) -> Fields:
    """Something that could not be read or is not whole."""
    return {"origin": problem.origin, "reason": problem.reason}


def of_outdated(archive: str, reason: str, articles: int) -> Fields:
    """Articles that another version has read: no problem, so that the exit code does not count it."""
    return {"origin": archive, "reason": reason, "outdated": articles}


def of_add(report: AddReport) -> Fields:
    """What an add did."""
    return {
        "added": report.added,
        "known": report.known,
        "problems": [of_problem(problem) for problem in report.problems],
    }


def of_mention(mention: Mention, origin: int = 0) -> Fields:
    """A place that names an entity; offsets count from ``origin``."""
    return {
        "start": mention.start - origin,
        "end": mention.end - origin,
        "text": mention.text,
        "label": mention.label.value,
        "name": mention.name,
        "entity_id": mention.entity_id,
        "value": mention.value,
    }


def of_quote(quote: Quote, origin: int = 0, end: int | None = None) -> Fields:
    """A quote; offsets count from ``origin``. A speaker or cue outside ``origin:end`` has no offsets."""

    def place(first: int | None, last: int | None) -> tuple[int | None, int | None]:
        if first is None or last is None or first < origin or (end is not None and first >= end):
            return None, None
        return first - origin, last - origin

    speaker_start, speaker_end = place(quote.speaker_start, quote.speaker_end)
    cue_start, cue_end = place(quote.cue_start, quote.cue_end)
    return {
        "start": quote.start - origin,
        "end": quote.end - origin,
        "text": quote.text,
        "kind": quote.kind.value,
        "speaker": quote.speaker,
        "speaker_start": speaker_start,
        "speaker_end": speaker_end,
        "speaker_name": quote.speaker_name,
        "speaker_id": quote.speaker_id,
        "cue": quote.cue,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "confidence": quote.confidence,
        "sure": quote.sure,
    }


def _of_quote_in(quote: Quote, article: Article) -> Fields:
    """A quote of an article, counted from the field that it lies in; its evidence says its own fields."""
    start = article.body_start
    counted = of_quote(quote, start) if quote.start >= start else of_quote(quote, 0, start)
    evidence = [
        {
            **each,
            "field": _field(each["start"], start),
            "start": each["start"] - (start if each["start"] >= start else 0),
            "end": each["end"] - (start if each["start"] >= start else 0),
        }
        for each in _of_evidence(quote, article.text)
    ]
    return {**counted, "quote_id": quote.id, "corrected": quote.corrected, "evidence": evidence}


def _of_evidence(quote: Quote, text: str) -> list[Fields]:
    """What an attribution rests on: the cue, the speaker as written, then the names by which it is known."""
    places = (
        ("cue", quote.cue_start, quote.cue_end),
        ("speaker", quote.speaker_start, quote.speaker_end),
        *(("name", start, end) for start, end in quote.chain),
    )
    return [
        {"role": role, "start": start, "end": end, "text": text[start:end]}
        for role, start, end in places
        if start is not None and end is not None
    ]


def _field(start: int, body_start: int) -> str:
    """Which field of an article a place lies in that counts from ``Article.text``."""
    return "text" if start >= body_start else "title"


def _of_summary(summary: Summary) -> Fields:
    return {
        "id": summary.id,
        "title": summary.title,
        "source": summary.source,
        **_of_date(summary.published),
        "words": summary.words,
    }


def _of_date(date: PartialDate) -> Fields:
    """A date whole or null, and as far as it is known."""
    return {"published": date.iso, "published_text": str(date) or None}
