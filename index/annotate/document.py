"""The stages of annotation, one after the other."""

from __future__ import annotations

from index.annotate import attribution, context, entities, genders, grouping, marks, tokens, transcripts
from index.annotate.grouping import Grouping
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Annotations, Mention


def annotate(text: str) -> Annotations:
    """The mentions and quotes of a text, each in order of ``start``."""
    words = tokens.tokenize(text)
    spans = entities.find(words)
    groups = grouping.group(words, spans)
    genders.infer(words, spans, groups)
    turns = transcripts.find(text, words.paragraphs)
    passages = marks.outermost(turns, marks.find(text, words.paragraphs))
    quotes = attribution.attribute(context.build(words, spans, groups, passages))
    return Annotations(_mentions(words, spans, groups), tuple(quotes))


def _mentions(words: Tokens, spans: list[Span], groups: Grouping) -> tuple[Mention, ...]:
    """The spans as mentions with the names of their entities."""
    found = []
    for span, number in zip(spans, groups.of_span, strict=True):
        start, end = words.starts[span.first], words.ends[span.stop - 1]
        entity = groups.entities[number]
        found.append(Mention(start, end, words.text[start:end], span.label, entity.name, number))
    return tuple(found)
