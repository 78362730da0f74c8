"""The JSON objects that the command prints. Scripts rely on these names: fields may be added, none renamed.

Offsets count Unicode code points. Within an archive they count from ``Article.text``, which begins with the
title; in the objects for articles they count from the field that they lie in: "text" (the body) or "title".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.models import (
    AddReport,
    Annotations,
    Article,
    Decision,
    EntityCount,
    EntityProfile,
    Hit,
    Mention,
    PartialDate,
    Problem,
    Quote,
    QuoteInArticle,
    Speaker,
    Summary,
)

Fields = dict[str, Any]


def of_hit(hit: Hit) -> Fields:
    """One search result."""
    return {
        **_of_summary(hit.article),
        "score": hit.score,
        "snippet": hit.snippet.text,
        "matches": [list(match) for match in hit.snippet.matches],
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
        "quotes": [_of_quote_in(quote, start) for quote in quotes if quote.start >= start],
        "title_entities": [of_mention(mention) for mention in mentions if mention.start < start],
        "title_quotes": [_of_quote_in(quote, start) for quote in quotes if quote.start < start],
    }


def of_quote_in_article(item: QuoteInArticle) -> Fields:
    """One quote with the article it stands in; "field" says what its offsets count from."""
    start = body_start(item.article.title)
    summary = _of_summary(item.article)
    return {
        **_of_quote_in(item.quote, start),
        "article_id": summary.pop("id"),
        **summary,
        "field": "text" if item.quote.start >= start else "title",
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
        "first": speaker.first.iso,
        "last": speaker.last.iso,
        "first_text": str(speaker.first) or None,
        "last_text": str(speaker.last) or None,
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
    """A user's word on who is who."""
    return {
        "decision": decision.id,
        "kind": decision.kind.value,
        "label": decision.label.value,
        "name": decision.name,
        "other": decision.other,
        "other_label": decision.other_label.value if decision.other_label else None,
    }


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


def of_annotations(identity: object, annotations: Annotations) -> Fields:
    """What the annotator finds in one document; offsets count from the document's text as it was given."""
    return {
        "id": identity,
        "entities": [of_mention(mention) for mention in annotations.mentions],
        "quotes": [of_quote(quote) for quote in annotations.quotes],
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


def body_start(title: str) -> int:
    """Where the body starts in ``Article.text``: after the title and a blank line, or at 0 without."""
    return len(title) + 2 if title else 0


def _of_quote_in(quote: Quote, start: int) -> Fields:
    """A quote of an article whose body starts at ``start``, counted from the field that it lies in."""
    return of_quote(quote, start) if quote.start >= start else of_quote(quote, 0, start)


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
