"""The stages of annotation, one after the other."""

from __future__ import annotations

from index.annotate import (
    attribution,
    context,
    dates,
    engines,
    evidence,
    genders,
    grouping,
    marks,
    misc,
    tokens,
    transcripts,
)
from index.annotate.grouping import Grouping
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import UNKNOWN_DATE, Annotations, Evidence, Label, Mention, PartialDate


def annotate(text: str, *, published: PartialDate = UNKNOWN_DATE) -> Annotations:
    """The mentions and quotes of a text, each in order of ``start``."""
    words = tokens.tokenize(text)
    spans = misc.find(words, dates.add(words, engines.recogniser()(words)))
    spans = evidence.described(words, spans)
    groups = grouping.group(words, spans)
    genders.infer(words, spans, groups)
    turns = transcripts.find(text, words.paragraphs)
    passages = marks.outermost(turns, marks.find(text, words.paragraphs))
    quotes = attribution.attribute(context.build(words, spans, groups, passages))
    return Annotations(_mentions(words, spans, groups, published), tuple(quotes), _evidence(groups))


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


def _evidence(groups: Grouping) -> tuple[Evidence, ...]:
    """What the text tells of its persons and organisations."""
    return tuple(
        Evidence(entity.id, tuple(sorted(entity.roles)), tuple(sorted(entity.nations)), entity.gender)
        for entity in groups.entities.values()
        if entity.label in (Label.PERSON, Label.ORG) and (entity.roles or entity.nations or entity.gender)
    )
