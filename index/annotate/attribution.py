"""Who speaks: gives each quote its speaker, reading the document from front to end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from index.annotate import clauses, kinds, proposals
from index.annotate.context import Context
from index.annotate.lexicon import word_set
from index.annotate.proposals import Attribution, Paragraph, option
from index.annotate.resolution import UNKNOWN, Focus, Referent
from index.annotate.subjects import Form, Subject
from index.models import SURE, Quote, QuoteKind

_VERBS = word_set(
    """is was has had will would can could may might did does also who says said told made took went came got
    gave became left won lost ran met saw spoke wrote says wants grew knew kept held led began fell felt
    found left put set told"""
)
_CARRY_PARAGRAPHS = 3
_LOOSE_WORDS = 8
_REACH = 200
_OVERRULES = 0.9


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided for the previous quote."""

    attribution: Attribution
    referent: Referent
    passage: int
    paragraph: int


def attribute(context: Context) -> list[Quote]:
    """The quotes of a document with their speakers, in order."""
    return _Decoder(context).decode()


def _paragraphs(context: Context) -> list[Paragraph]:
    """The paragraphs of a document with their clauses."""
    tokens = context.tokens
    bounds: dict[int, tuple[int, int]] = {}
    for index, number in enumerate(tokens.paragraph):
        bounds[number] = (bounds.get(number, (index, 0))[0], index + 1)
    found = [Paragraph(number, first, stop, [], []) for number, (first, stop) in bounds.items()]
    for clause in clauses.find(context):
        paragraph = found[tokens.paragraph[clause.cue]]
        paragraph.clauses.append(clause)
        paragraph.cues.append(clause.cue)
    return found


class _Decoder:
    """Goes through a document once, keeping who is in focus and who spoke last."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.focus = Focus(context)
        self.paragraphs = _paragraphs(context)
        self.subjects = {clause.subject.first for each in self.paragraphs for clause in each.clauses}
        self.passages: defaultdict[int, list[int]] = defaultdict(list)
        for number, passage in enumerate(context.passages):
            self.passages[passage.paragraph].append(number)
        self.pronouns: dict[int, Referent] = {}
        self.last: _Decided | None = None
        self.quotes: list[Quote] = []

    def decode(self) -> list[Quote]:
        """Attribute paragraph by paragraph."""
        for paragraph in self.paragraphs:
            self._read(paragraph)
            for number in self.passages.get(paragraph.number, ()):
                self._decide(number, paragraph)
        return self.quotes

    def _read(self, paragraph: Paragraph) -> None:
        """Take in the mentions and pronouns of a paragraph outside marks."""
        context = self.context
        for index in range(paragraph.first, paragraph.stop):
            if context.inside[index] >= 0:
                continue
            number = context.span_at[index]
            if number >= 0:
                if context.spans[number].first == index:
                    self._read_name(number, paragraph.number)
            elif context.tokens.lower[index] in ("he", "she"):
                self._read_pronoun(index, paragraph.number)

    def _read_name(self, number: int, paragraph: int) -> None:
        """Take in a name."""
        span = self.context.spans[number]
        entity = self.context.grouping.entities[self.context.grouping.of_span[number]]
        self.focus.mention(entity, span.first, subject=self._is_subject(span.first, span.stop))
        if span.first in self.subjects:
            self.focus.speak(entity, paragraph)

    def _read_pronoun(self, index: int, paragraph: int) -> None:
        """Resolve a pronoun and take in whom it means."""
        referent = self.focus.resolve(Subject(index, index + 1, Form.PRONOUN))
        self.pronouns[index] = referent
        if referent.entity is not None:
            self.focus.mention(referent.entity, index, subject=True, pronoun=True)
            if index in self.subjects:
                self.focus.speak(referent.entity, paragraph)

    def _is_subject(self, index: int, after: int) -> bool:
        """Whether a mention is a subject: of a verb, or at the head of its sentence."""
        if index in self.subjects:
            return True
        tokens = self.context.tokens
        following = tokens.lower[after] if after < len(tokens) else ""
        if following in ("'s", "'"):
            return False
        if following in _VERBS or following.endswith("ed"):
            return True
        if following.isalpha() and not following.endswith("ly"):
            return False
        head = tokens.sentence_starts[tokens.sentence[index]]
        between = range(head, index)
        return index - head < 8 and all(
            tokens.words[i][0].isupper() or tokens.lower[i] in ("the", "of", "'s", ",", ".") for i in between
        )

    def _decide(self, number: int, paragraph: Paragraph) -> None:
        """Attribute one passage, if it is a quote."""
        explicit = self._explicit(number, paragraph)
        kind = kinds.classify(self.context, number, explicit is not None and explicit.weight >= SURE)
        if kind is None:
            return
        if kind is QuoteKind.MIXED and explicit is None and self._is_loose(number):
            return
        attribution = explicit or self._floating(number, paragraph)
        referent = self._resolve(attribution)
        self.quotes.append(self._quote(number, kind, attribution, referent))
        if attribution.subject is not None or referent.entity is not None:
            self.last = _Decided(attribution, referent, number, paragraph.number)
        if kind is QuoteKind.DIRECT or referent.entity is not None:
            self.focus.speak(referent.entity, paragraph.number)

    def _is_loose(self, number: int) -> bool:
        """Whether a piece inside a sentence is too short to be a quote that nobody is named for."""
        passage = self.context.passages[number]
        return self.context.tokens.text.count(" ", passage.start, passage.end) < _LOOSE_WORDS

    def _explicit(self, number: int, paragraph: Paragraph) -> Attribution | None:
        """The best attribution that the paragraph itself gives."""
        context = self.context
        if context.passages[number].continues and self.last is not None:
            own = proposals.label(context, number) or proposals.after(context, paragraph, number)
            if own is not None and own.weight >= _OVERRULES:
                return own
            return Attribution(self.last.attribution.subject, 0.9, None, self.last.referent)
        found = (
            proposals.after(context, paragraph, number),
            proposals.before(context, paragraph, number),
            proposals.colon(context, paragraph, number),
            proposals.signature(context, paragraph, number),
            proposals.label(context, number),
            self._interrupted(number),
        )
        return max((each for each in found if each is not None), key=lambda each: each.weight, default=None)

    def _interrupted(self, number: int) -> Attribution | None:
        """The speaker of the passage before in the same paragraph: the second of “A,” he said, “B.”."""
        last = self.last
        passage = self.context.passages[number]
        if last is None or last.paragraph != passage.paragraph:
            return None
        words = self.context.tokens.words
        begin = self.context.ranges[number][0]
        gap = begin - self.context.ranges[last.passage][1]
        near = 0.82 if gap < 8 and words[begin - 1] in ".,?!—" else 0.64
        return Attribution(last.attribution.subject, near, None, last.referent)

    def _floating(self, number: int, paragraph: Paragraph) -> Attribution:
        """A speaker for a quote whose paragraph names none."""
        tokens = self.context.tokens
        begin = self.context.ranges[number][0]
        if begin > paragraph.first:
            floor = max(paragraph.first, tokens.sentence_starts[tokens.sentence[begin]], begin - _REACH)
            subject = clauses.sentence_subject(self.context, floor, begin)
            if subject is not None:
                return Attribution(subject, 0.5)
        ahead = self._introduced(paragraph.number)
        if ahead is not None:
            return ahead
        last = self.last
        if last is not None and paragraph.number - last.paragraph <= _CARRY_PARAGRAPHS:
            return Attribution(None, 0.6, None, last.referent)
        subject = self._subject_of(paragraph.number - 1)
        if subject is not None:
            return Attribution(subject, 0.45)
        return Attribution(None, 0.3, None, last.referent if last else UNKNOWN)

    def _introduced(self, paragraph: int) -> Attribution | None:
        """The speaker that the paragraph before sets up: its last clause, or its subject before a colon."""
        before = paragraph - 1
        if before < 0 or (self.last is not None and self.last.paragraph == before):
            return self._ends_in_colon(before)
        here = self.paragraphs[before].clauses
        strong = [clause for clause in here if clause.strong]
        if strong:
            return Attribution(strong[-1].subject, 0.66)
        return self._ends_in_colon(before)

    def _ends_in_colon(self, paragraph: int) -> Attribution | None:
        """The last clause or subject of a paragraph that ends in a colon."""
        if paragraph < 0:
            return None
        start, end = self.context.tokens.paragraphs[paragraph]
        if self.context.tokens.text[start:end].rstrip()[-1:] != ":":
            return None
        here = self.paragraphs[paragraph].clauses
        if here:
            return option(here[-1], 0.85)
        subject = self._subject_of(paragraph)
        return Attribution(subject, 0.6) if subject is not None else None

    def _subject_of(self, paragraph: int) -> Subject | None:
        """The first person or body named in a paragraph."""
        if paragraph < 0:
            return None
        bounds = self.paragraphs[paragraph]
        return clauses.sentence_subject(self.context, bounds.first, min(bounds.stop, bounds.first + _REACH))

    def _resolve(self, attribution: Attribution) -> Referent:
        """Whom an attribution means."""
        if attribution.referent is not None:
            return attribution.referent
        if attribution.subject is None:
            return UNKNOWN
        known = self.pronouns.get(attribution.subject.first)
        if known is not None and attribution.subject.form is Form.PRONOUN:
            return known
        return self.focus.resolve(attribution.subject)

    def _quote(self, number: int, kind: QuoteKind, attribution: Attribution, referent: Referent) -> Quote:
        """The quote as the models have it."""
        tokens = self.context.tokens
        passage = self.context.passages[number]
        subject = attribution.subject if attribution.weight > 0 else None
        start = tokens.starts[subject.first] if subject is not None else None
        end = tokens.ends[subject.stop - 1] if subject is not None else None
        cue = attribution.cue
        entity = referent.entity
        return Quote(
            passage.start,
            passage.end,
            tokens.text[passage.start : passage.end],
            kind,
            speaker=None if start is None or end is None else tokens.text[start:end],
            speaker_start=start,
            speaker_end=end,
            speaker_name=entity.name if entity is not None else None,
            speaker_id=entity.id if entity is not None else None,
            cue=tokens.words[cue] if cue is not None else None,
            cue_start=tokens.starts[cue] if cue is not None else None,
            cue_end=tokens.ends[cue] if cue is not None else None,
            confidence=round(attribution.weight * referent.certainty, 2)
            if entity is not None or subject
            else 0.0,
        )
