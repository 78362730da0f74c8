"""Who is in focus while a document is read, and whom names and pronouns mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from itertools import islice

from index.annotate import personal
from index.annotate.attribution import antecedents
from index.annotate.attribution.antecedents import Place, Seen
from index.annotate.attribution.descriptions import Descriptions
from index.annotate.attribution.nominals import Nominals
from index.annotate.attribution.referent import UNKNOWN, Referent
from index.annotate.attribution.table import Group, Table
from index.annotate.context import Context
from index.annotate.grouping import Entity
from index.annotate.subjects import Form, Subject
from index.models import Label

Observer = Callable[[int, list[Entity], list[list[Group]]], None]
"""Told of each pronoun: its token, the persons it may mean, and their features."""

_FOCUS = 12
_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_SHARED = 0.78
"""How often a lone name means the right one of several bearers: 80 of 103 in the gold of PolNeAR and GGT."""
_LABELLED = 0.95
_UNNAMED = 0.7
_ONE_OF_SEVERAL = 0.6
"""A quote has one speaker here: of several, one stands for all, and is never sure."""
_OPENING = 4
_ROLES = ("source", "subject", "opening", "other")
_BESIDE = 8
_MOST_QUOTED = 400
_CLAUSE_ENDS = frozenset({",", ";", "that", "and", "but", "if", "when", "because", "while", "who", "which"})
_RECENT = 3


@dataclass(slots=True)
class Focus:
    """Who is in focus while a document is read from front to end."""

    context: Context
    descriptions: Descriptions
    table: Table
    cues: Container[int] = ()
    people: dict[int, Seen] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    speaker: Entity | None = None
    speaker_paragraph: int = -99
    observe: Observer | None = None
    nominals: Nominals = field(init=False)
    _unnamed: int = field(init=False, default=-1)
    _families: defaultdict[str, list[Entity]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Take in what the document says of those it names."""
        self.nominals = Nominals(self.context, self.descriptions, self, self.person_of_gender)
        for entity in self.context.grouping.entities.values():
            if entity.personal is not None and not entity.personal.lone:
                self._families[entity.personal.family].append(entity)

    def mention(self, entity: Entity, token: int, *, subject: bool, pronoun: bool = False) -> None:
        """Take note of a mention of an entity, which is a ``subject`` or not."""
        if entity.label is Label.PERSON:
            self._see(entity, token, subject, pronoun)
        elif entity.label is Label.ORG:
            self.bodies.pop(entity.id, None)
            self.bodies[entity.id] = token

    def _see(self, entity: Entity, token: int, subject: bool, pronoun: bool) -> None:
        """Take note of a mention of a person; the best role in a sentence counts."""
        tokens = self.context.tokens
        sentence, paragraph = tokens.sentence[token], tokens.paragraph[token]
        opens = token - tokens.sentence_starts[sentence] < _OPENING
        role = "source" if token in self.cues else "subject" if subject else "opening" if opens else "other"
        before = self.people.pop(entity.id, None)
        seen = Seen(token, sentence, paragraph, role, pronoun, paragraph)
        if before is not None:
            if before.sentence == sentence and _ROLES.index(before.role) < _ROLES.index(role):
                seen.role = before.role
            seen.first, seen.count, seen.since = before.first, before.count + 1, before.since
        if pronoun:
            seen.since = sentence
        self.people[entity.id] = seen

    def unnamed_speaks(self, token: int) -> None:
        """Take note that somebody speaks to whom the text gives no name: "a spokesman said"."""
        self._unnamed = token

    def speak(self, entity: Entity | None, paragraph: int) -> None:
        """Take note of who spoke last."""
        if entity is not None:
            self.speaker, self.speaker_paragraph = entity, paragraph

    def resolve(self, subject: Subject) -> Referent:
        """Whom a subject means."""
        context = self.context
        if subject.form is Form.NAME:
            return self._named(subject)
        if subject.form is Form.PRONOUN:
            return self._pronoun(context.tokens.lower[subject.first], subject.first)
        return self._labelled(subject) or self.nominals.resolve(subject)

    def _named(self, subject: Subject) -> Referent:
        """Whom a name means: less surely where the document has another person of the same last name."""
        span = subject.span
        entity = self.context.grouping.entities[self.context.grouping.of_span[span]]
        if entity.label is Label.PLACE:
            return self._labelled(subject) or Referent(None, 0.8)
        if self._in_group(span):
            return Referent(entity, _ONE_OF_SEVERAL)
        return Referent(entity, _SHARED if self._is_shared(span, entity) else 1.0)

    def _in_group(self, span: int) -> bool:
        """Whether a name is joined to another by "and": "Hale and Poe said"."""
        lower, place = self.context.tokens.lower, self.context.spans[span]
        first, stop = place.first, place.stop
        if first > 1 and lower[first - 1] == "and" and self._is_person(first - 2):
            return True
        return stop + 1 < len(lower) and lower[stop] == "and" and self._is_person(stop + 1)

    def _is_person(self, token: int) -> bool:
        """Whether a token belongs to the name of a person."""
        number = self.context.span_at[token]
        return number >= 0 and self.context.spans[number].label is Label.PERSON

    def _labelled(self, subject: Subject) -> Referent | None:
        """The person whom a label in capitals names by the last name: "PENCE:"."""
        words = self.context.tokens.words[subject.first : subject.stop]
        if not all(word.isupper() and len(word) > 2 for word in words):
            return None
        bearers = self._families.get(words[-1].casefold(), ())
        return Referent(bearers[0], _LABELLED) if len(bearers) == 1 else None

    def _is_shared(self, span: int, entity: Entity) -> bool:
        """Whether a lone name may also be another person's, whom the title before it does not rule out."""
        if entity.personal is None:
            return False
        others = self._families.get(entity.personal.family, ())
        if len(others) < 2:
            return False
        place, tokens = self.context.spans[span], self.context.tokens
        surface = tokens.text[tokens.starts[place.first] : tokens.ends[place.stop - 1]]
        if not personal.parse(surface).lone:
            return False
        return sum(place.gender is None or each.gender in (None, place.gender) for each in others) > 1

    def _pronoun(self, word: str, token: int) -> Referent:
        """Whom a personal pronoun means."""
        if word in _GENDER:
            unnamed = self._goes_on_unnamed(token)
            return unnamed or self.person_of_gender(_GENDER[word], token)
        recent = self.context.tokens.paragraph[token] - self.speaker_paragraph <= _RECENT
        if word == "it" and recent and self.speaker is not None and self.speaker.label is Label.ORG:
            return Referent(self.speaker, 0.65)
        if word in ("it", "they") and self.bodies:
            return Referent(self.context.grouping.entities[next(reversed(self.bodies))], 0.5)
        return UNKNOWN

    def person_of_gender(self, gender: str | None, token: int) -> Referent:
        """The person of a gender, None for any, whom a pronoun at a token would most likely mean."""
        found = self._of_gender(gender)
        if not found:
            return UNKNOWN
        features = self._features(self._place(token), found, token)
        if self.observe is not None:
            self.observe(token, found, features)
        shares = self.table.shares(features)
        best = max(range(len(found)), key=shares.__getitem__)
        return Referent(found[best], shares[best])

    def _place(self, token: int) -> Place:
        """Where a pronoun, or a noun in its place, stands."""
        tokens = self.context.tokens
        sentence, paragraph = tokens.sentence[token], tokens.paragraph[token]
        start = tokens.sentence_starts[sentence]
        possessive = tokens.lower[token] in ("his", "her") and token not in self.cues
        return Place(
            possessive,
            sentence,
            paragraph,
            token - start < _RECENT,
            not start or tokens.paragraph[start - 1] != paragraph,
            token in self.cues,
        )

    def _features(self, place: Place, found: list[Entity], token: int) -> list[list[Group]]:
        """The features of persons as antecedents of a token."""
        beside, quoted = self._beside(token), self._quoted(token)
        rivals = sum(place.sentence - self.people[each.id].sentence <= _RECENT for each in found)
        highest = max(self.people[each.id].count for each in found)
        return [
            antecedents.features(
                place,
                seen := self.people[entity.id],
                rank,
                rivals,
                entity.gender is not None,
                place.paragraph - self.speaker_paragraph if self.speaker is entity else None,
                seen.count == highest,
                _is_among(entity, beside),
                _is_among(entity, quoted),
            )
            for rank, entity in enumerate(found)
        ]

    def _goes_on_unnamed(self, token: int) -> Referent | None:
        """Nobody, where the last to speak, in the sentence before, is a source without a name."""
        sentence, paragraph = self.context.tokens.sentence, self.context.tokens.paragraph
        unnamed = self._unnamed
        if token not in self.cues or not 0 <= unnamed < token:
            return None
        if sentence[token] - sentence[unnamed] != 1 or paragraph[token] != paragraph[unnamed]:
            return None
        if any(seen.token > unnamed and seen.role == "source" for seen in self.people.values()):
            return None
        return Referent(None, _UNNAMED)

    def _beside(self, token: int) -> list[str]:
        """The words that follow a pronoun in its clause: "he told Hannity" means another than Hannity."""
        tokens = self.context.tokens
        stop = token + 1
        while stop < min(token + _BESIDE, len(tokens)) and tokens.sentence[stop] == tokens.sentence[token]:
            if self.context.inside[stop] >= 0 or tokens.lower[stop] in _CLAUSE_ENDS:
                break
            stop += 1
        return tokens.lower[token + 1 : stop]

    def _quoted(self, token: int) -> list[str]:
        """The words of the passage that ends right before a pronoun or begins shortly after it."""
        inside = self.context.inside
        for index in (token - 1, token - 2, *range(token + 1, min(token + _BESIDE, len(inside)))):
            if index >= 0 and inside[index] >= 0:
                first, stop = self.context.ranges[inside[index]]
                return self.context.tokens.lower[first : min(stop, first + _MOST_QUOTED)]
        return []

    def _of_gender(self, gender: str | None) -> list[Entity]:
        """The persons mentioned last who may have a gender (None: any), the latest first."""
        entities = self.context.grouping.entities
        latest = (entities[number] for number in islice(reversed(self.people), _FOCUS))
        return [each for each in latest if gender is None or each.gender in (None, gender)]


def _is_among(entity: Entity, words: list[str]) -> bool:
    """Whether words name a person by the last name."""
    return entity.personal is not None and entity.personal.family in words
