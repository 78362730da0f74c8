"""Reads the mentions of a document in order, and keeps who is in focus."""

from __future__ import annotations

from index.annotate.attribution.focus import Focus
from index.annotate.attribution.layout import Layout
from index.annotate.attribution.proposals import Paragraph
from index.annotate.attribution.referent import Referent
from index.annotate.attribution.table import Table
from index.annotate.lexicon import word_set
from index.annotate.subjects import Form, Subject

_VERBS = word_set(
    """is was has had will would can could may might did does do also who says said told made took went came
    got gave became left won lost ran met saw spoke wrote wants grew knew kept held led began fell felt found
    put set"""
)


class Reading:
    """One reading of a document: whom its mentions mean, as far as it is read."""

    def __init__(self, layout: Layout, antecedents: Table) -> None:
        self.context = layout.context
        self.subjects = {clause.subject.first for clause in layout.clauses}
        self.focus = Focus(layout.context, layout.descriptions, antecedents, self.subjects)
        self.referents: dict[int, Referent] = {}
        self._nominals = {
            clause.subject.first: clause.subject
            for clause in layout.clauses
            if clause.subject.form is Form.NOMINAL and clause.strong
            if layout.context.tokens.lower[clause.subject.first] in ("a", "an", "one", "another")
        }

    def resolve(self, subject: Subject) -> Referent:
        """Whom a subject means."""
        known = self.referents.get(subject.first)
        if known is None:
            known = self.referents[subject.first] = self.focus.resolve(subject)
        return known

    def read(self, paragraph: Paragraph) -> None:
        """Take in the mentions and pronouns of a paragraph outside marks."""
        context = self.context
        for index in range(paragraph.first, paragraph.stop):
            if context.inside[index] >= 0:
                continue
            number = context.span_at[index]
            if number >= 0:
                if context.spans[number].first == index:
                    self._read_name(number, paragraph.number)
            elif index in self._nominals:
                if self.resolve(self._nominals[index]).entity is None:
                    self.focus.unnamed_speaks(index)
            elif context.tokens.lower[index] in ("he", "she"):
                self._read_pronoun(index, paragraph.number)
            elif context.tokens.lower[index] in ("his", "her"):
                self.referents[index] = self.focus.resolve(Subject(index, index + 1, Form.PRONOUN))

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
        self.referents[index] = referent
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
