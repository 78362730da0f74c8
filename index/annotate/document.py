"""The stages of annotation, one after the other."""

from __future__ import annotations

from index.annotate import (
    context,
    dates,
    engines,
    evidence,
    genders,
    grouping,
    marks,
    misc,
    titles,
    tokens,
    transcripts,
)
from index.annotate.attribution import quoting
from index.annotate.context import Context
from index.annotate.grouping import Grouping
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import UNKNOWN_DATE, Annotations, Evidence, Label, Mention, PartialDate


def annotate(text: str, *, published: PartialDate = UNKNOWN_DATE) -> Annotations:
    """The mentions and quotes of a text, each in order of ``start``."""
    prepared = prepare(text)
    quotes = quoting.attribute(prepared)
    words, spans, groups = prepared.tokens, prepared.spans, prepared.grouping
    mentions = _mentions(words, spans, groups, published)
    return Annotations(mentions, tuple(quotes), _evidence(words, spans, groups))


def prepare(text: str) -> Context:
    """A text ready for attribution: its tokens, mentions, who is who, and what stands in marks."""
    words = tokens.tokenize(text)
    spans = misc.find(words, dates.add(words, engines.recogniser()(words)))
    spans = evidence.described(words, spans)
    groups = grouping.group(words, spans)
    genders.infer(words, spans, groups)
    turns = transcripts.find(text, words.paragraphs)
    passages = marks.outermost(turns, marks.find(text, words.paragraphs))
    return context.build(words, spans, groups, passages)


def _mentions(
    words: Tokens, spans: list[Span], groups: Grouping, published: PartialDate
) -> tuple[Mention, ...]:
    """The spans as mentions with the names of their entities, dates and amounts with their values."""
    found = []
    for span, number in zip(spans, groups.of_span, strict=True):
        start, end = words.starts[span.first], words.ends[span.stop - 1]
        entity = groups.entities[number]
        value = dates.value(words.text, start, end, published) if span.label is Label.DATE else None
        found.append(Mention(start, end, words.text[start:end], span.label, entity.name, number, value))
    return tuple(found)


def _evidence(words: Tokens, spans: list[Span], groups: Grouping) -> tuple[Evidence, ...]:
    """What the text tells of its persons and organisations."""
    phrases = titles.find(words, spans, groups)
    told = (
        Evidence(
            entity.id,
            tuple(sorted(entity.roles)),
            tuple(sorted(entity.nations)),
            entity.gender,
            phrases.get(entity.id, ()),
        )
        for entity in groups.entities.values()
        if entity.label in (Label.PERSON, Label.ORG)
    )
    return tuple(each for each in told if each.roles or each.nations or each.gender or each.titles)
