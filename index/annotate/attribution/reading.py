"""Reads the mentions of a document in order, and keeps who is in focus."""

from __future__ import annotations

from index.annotate.attribution.focus import Focus
from index.annotate.attribution.layout import Layout
from index.annotate.attribution.mentions import Kind, Mention
from index.annotate.attribution.proposals import Paragraph
from index.annotate.attribution.referent import Referent
from index.annotate.attribution.table import Table
from index.annotate.subjects import Subject


class Reading:
    """One reading of a document: whom its mentions mean, as far as it is read."""

    def __init__(self, layout: Layout, antecedents: Table) -> None:
        cues = {clause.subject.first for clause in layout.clauses}
        self.focus = Focus(layout.context, layout.descriptions, antecedents, cues)
        self.referents: dict[int, Referent] = {}
        self._mentions = layout.mentions

    def resolve(self, subject: Subject) -> Referent:
        """Whom a subject means."""
        known = self.referents.get(subject.first)
        if known is None:
            known = self.referents[subject.first] = self.focus.resolve(subject)
        return known

    def read(self, paragraph: Paragraph) -> None:
        """Take in the mentions and pronouns of a paragraph outside marks."""
        for mention in self._mentions.get(paragraph.number, ()):
            if mention.entity is not None:
                self.focus.mention(mention.entity, mention.first, subject=mention.leads)
                if mention.speaks:
                    self.focus.speak(mention.entity, paragraph.number)
            elif mention.phrase is not None:
                self._read_phrase(mention, mention.phrase, paragraph.number)

    def _read_phrase(self, mention: Mention, phrase: Subject, paragraph: int) -> None:
        """Resolve an unnamed speaker or a pronoun, and take in whom one that is no owner means."""
        if mention.kind is Kind.UNNAMED:
            if self.resolve(phrase).entity is None:
                self.focus.unnamed_speaks(mention.first)
            return
        referent = self.referents[mention.first] = self.focus.resolve(phrase)
        if referent.entity is not None and mention.kind is Kind.PERSONAL:
            self.focus.mention(referent.entity, mention.first, subject=True, pronoun=True)
            if mention.speaks:
                self.focus.speak(referent.entity, paragraph)
