"""Whom a mention means: names by group, pronouns by who is in focus, nouns by role and country."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from math import log

from index.annotate.context import Context
from index.annotate.countries import nation_of
from index.annotate.grouping import Entity
from index.annotate.lexicon import people, roles, word_set
from index.annotate.subjects import Form, Subject
from index.models import Label


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention means (None when unnamed or unknown) and how sure that is, 0..1."""

    entity: Entity | None
    certainty: float


UNKNOWN = Referent(None, 0.5)
_FOCUS = 12
_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_INDEFINITE = word_set(
    """a an one another some two three four several many most other both each every any no few these those"""
)
_FADING = 0.35
_COUNTRY_ALONE = 0.6
"""How well somebody fits of whom the text tells the country and no role."""
_RECENT = 3
_AHEAD = 40
_MOST_PEOPLE = 60


@dataclass(slots=True)
class _Seen:
    """The last mention of an entity: token, sentence, whether as a subject; and how many so far."""

    sentence: int
    paragraph: int
    subject: bool
    count: int = 0
    as_pronoun: int = -99


@dataclass(slots=True)
class Focus:
    """Who is in focus while a document is read from front to end."""

    context: Context
    people: dict[int, _Seen] = field(default_factory=dict)
    bodies: dict[int, int] = field(default_factory=dict)
    speaker: Entity | None = None
    speaker_paragraph: int = -99

    def mention(self, entity: Entity, token: int, *, subject: bool, pronoun: bool = False) -> None:
        """Take note of a mention of an entity."""
        tokens = self.context.tokens
        if entity.label is Label.PERSON:
            seen = self.people.pop(entity.id, None)
            count = seen.count + 1 if seen else 1
            earlier = seen is not None and seen.sentence == tokens.sentence[token] and seen.subject
            last = tokens.sentence[token] if pronoun else (seen.as_pronoun if seen else -99)
            self.people[entity.id] = _Seen(
                tokens.sentence[token], tokens.paragraph[token], subject or earlier, count, last
            )
        elif entity.label is Label.ORG:
            self.bodies.pop(entity.id, None)
            self.bodies[entity.id] = token

    def speak(self, entity: Entity | None, paragraph: int) -> None:
        """Take note of who spoke last."""
        if entity is not None:
            self.speaker, self.speaker_paragraph = entity, paragraph

    def resolve(self, subject: Subject) -> Referent:
        """Whom a subject means."""
        context = self.context
        if subject.form is Form.NAME:
            entity = context.grouping.entities[context.grouping.of_span[subject.span]]
            if entity.label is Label.PLACE:
                return Referent(None, 0.8)
            return Referent(entity, 1.0)
        if subject.form is Form.PRONOUN:
            return self._pronoun(context.tokens.lower[subject.first], subject.first)
        return self._nominal(subject)

    def _pronoun(self, word: str, token: int) -> Referent:
        """Whom a personal pronoun means."""
        if word in _GENDER:
            return self.person_of_gender(_GENDER[word], token)
        recent = self.context.tokens.paragraph[token] - self.speaker_paragraph <= _RECENT
        if word == "it" and recent and self.speaker is not None and self.speaker.label is Label.ORG:
            return Referent(self.speaker, 0.65)
        if word in ("it", "they") and self.bodies:
            return Referent(self.context.grouping.entities[next(reversed(self.bodies))], 0.5)
        return UNKNOWN

    def person_of_gender(self, gender: str, token: int) -> Referent:
        """The person of a gender who is most in focus at a token."""
        scored: list[tuple[float, int]] = []
        for number in islice(reversed(self.people), _FOCUS):
            entity = self.context.grouping.entities[number]
            if entity.gender not in (None, gender):
                continue
            scored.append((self._salience(entity, token) + (1.0 if entity.gender else 0.0), number))
        if not scored:
            return UNKNOWN
        scored.sort(reverse=True)
        margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 9.0
        certainty = 0.92 if margin > 2.5 else 0.85 if margin > 1.2 else 0.7 if margin > 0.5 else 0.6
        return Referent(self.context.grouping.entities[scored[0][1]], certainty)

    def _salience(self, entity: Entity, token: int) -> float:
        """How much a person is in focus at a token."""
        tokens = self.context.tokens
        seen = self.people[entity.id]
        distance = tokens.sentence[token] - seen.sentence
        score = 2.4 if seen.subject else 1.2
        score -= _FADING * min(distance, 10)
        score += 0.3 * log(1 + seen.count)
        if self.speaker is entity and tokens.paragraph[token] - self.speaker_paragraph <= 2:
            score += 1.4
        if tokens.sentence[token] - seen.as_pronoun <= 2:
            score += 1.0
        return score

    def _nominal(self, subject: Subject) -> Referent:
        """Whom a noun phrase means: the person whose introduced role and country fit best."""
        context = self.context
        lower = context.tokens.lower[subject.first : subject.stop]
        if lower[0] in _INDEFINITE:
            return Referent(None, 0.85)
        heads = [word for word in lower if word in roles.SPEAKING or word in people.TITLES]
        if not heads or _is_plural_noun(lower):
            return Referent(None, 0.75)
        if heads[-1] in roles.BODIES:
            return self._owner(subject) or self._body(heads[-1])
        if "for" in lower or "of" in lower:
            heads = heads[:1]
        best = self._by_role(heads[-1], set(lower), self._nations(subject))
        return best or UNKNOWN

    def _owner(self, subject: Subject) -> Referent | None:
        """The body or person whose report, office or statement a phrase names: "the IMF report"."""
        context = self.context
        lower = context.tokens.lower
        if lower[subject.first] in ("his", "her"):
            if lower[subject.stop - 1] not in (
                "statement",
                "letter",
                "email",
                "tweet",
                "post",
                "report",
                "website",
            ):
                return UNKNOWN
            found = self._pronoun(lower[subject.first], subject.first)
            return Referent(found.entity, 0.7 * found.certainty)
        for index in range(subject.first, subject.stop):
            number = context.span_at[index]
            if number >= 0 and context.spans[number].label in (Label.ORG, Label.PERSON):
                return Referent(context.grouping.entities[context.grouping.of_span[number]], 0.7)
        return None

    def _nations(self, subject: Subject) -> set[str]:
        """The countries that a phrase names."""
        found = (nation_of(word) for word in self.context.tokens.words[subject.first : subject.stop])
        return {nation for nation in found if nation}

    def _by_role(self, head: str, words: set[str], nations: set[str]) -> Referent | None:
        """The most recent of the persons whose roles fit a head noun best."""
        scored = self._scored_by_role(head, words, nations, self._latest()) or self._scored_by_role(
            head, words, nations, self._not_yet_met()
        )
        if not scored:
            return None
        scored.sort(reverse=True)
        margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 2.0
        entity = self.context.grouping.entities[scored[0][2]]
        return Referent(entity, 0.8 if margin > 0.4 and entity.roles else 0.6)

    def _latest(self) -> list[int]:
        """The persons mentioned so far, the latest last; of a flood only the latest."""
        return list(islice(reversed(self.people), _MOST_PEOPLE))[::-1]

    def _not_yet_met(self) -> list[int]:
        """Persons that the text names only further on, the first of them last."""
        return [
            entity.id
            for entity in islice(self.context.grouping.entities.values(), _AHEAD)
            if entity.label is Label.PERSON and entity.id not in self.people
        ][::-1]

    def _scored_by_role(
        self, head: str, words: set[str], nations: set[str], numbers: list[int]
    ) -> list[tuple[float, int, int]]:
        """How well persons fit a head noun, its companions and its countries; the later the better."""
        synonyms = roles.SYNONYMS.get(head, frozenset((head,)))
        scored: list[tuple[float, int, int]] = []
        for rank, number in enumerate(numbers):
            entity = self.context.grouping.entities[number]
            fit = 2.0 if head in entity.roles else 1.0 if synonyms & entity.roles else 0.0
            if nations & entity.nations and not entity.roles:
                fit = _COUNTRY_ALONE
            if (
                not fit
                or (nations and entity.nations and not nations & entity.nations)
                or _clash(head, entity)
            ):
                continue
            fit += 1.5 if nations & entity.nations else 0.0
            fit += 0.5 * len(words & entity.roles - {head})
            fit += 0.6 if self.speaker is entity else 0.0
            scored.append((fit, rank, number))
        return scored

    def _body(self, head: str) -> Referent:
        """The organisation last named that a common noun may mean."""
        for number in islice(reversed(self.bodies), _MOST_PEOPLE):
            entity = self.context.grouping.entities[number]
            if head in entity.name.lower():
                return Referent(entity, 0.75)
        if self.bodies and head not in ("report", "survey", "study", "poll", "statement"):
            return Referent(self.context.grouping.entities[next(reversed(self.bodies))], 0.45)
        return UNKNOWN


def _is_plural_noun(words: list[str]) -> bool:
    """Whether a phrase means several people."""
    return words[-1] in roles.PLURAL or words[-1] in (
        "people",
        "police",
        "others",
        "some",
        "many",
        "media",
        "voters",
    )


def _clash(head: str, entity: Entity) -> bool:
    """Whether a noun's gender is not the person's."""
    if entity.gender == "m":
        return head in roles.FEMALE
    return entity.gender == "f" and head in roles.MALE
