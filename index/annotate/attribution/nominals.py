"""Whom a noun phrase means: by apposition, role, country, age, authorship, else by who is in focus."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from index.annotate.attribution.descriptions import PAPERS, Descriptions
from index.annotate.attribution.referent import UNKNOWN, Referent
from index.annotate.context import Context
from index.annotate.countries import nation_of
from index.annotate.grouping import Entity
from index.annotate.lexicon import people, roles, word_set
from index.annotate.subjects import Subject
from index.models import Label

if TYPE_CHECKING:
    from index.annotate.attribution.focus import Focus

_INDEFINITE = word_set(
    """a an one another some two three four several many most other both each every any no few these those"""
)
_NAMELESS = word_set(
    """narrator announcer reader caller audience crowd friend commenter user viewer bystander onlooker voice
    sign video ad slogan chant protester passenger tipster anchor host moderator interviewer questioner"""
)
"""Singular nouns for those whom a text mentions and does not name."""

_OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
_COUNTRY_ALONE = 0.6
"""How well somebody fits of whom the text tells the country and no role."""
_AHEAD = 40
_MOST_PEOPLE = 60
_APPOSED, _AGED, _WRITTEN, _OWNED = 0.9, 0.85, 0.65, 0.7
_FOCUSED = 0.6
"""How much of the certainty of a pronoun in its place a phrase keeps that tells nothing of the person."""


class Nominals:
    """Resolves noun phrases of one document, given who is in focus."""

    def __init__(
        self,
        context: Context,
        descriptions: Descriptions,
        focus: Focus,
        in_focus: Callable[[str | None, int], Referent],
    ) -> None:
        """``in_focus`` is the person of a gender (None: of any) who is most in focus at a token."""
        self._context = context
        self._descriptions = descriptions
        self._focus = focus
        self._in_focus = in_focus

    def resolve(self, subject: Subject) -> Referent:
        """Whom a noun phrase means."""
        lower = self._context.tokens.lower[subject.first : subject.stop]
        apposed = self._apposed(subject)
        if apposed is not None:
            return apposed
        if lower[0] in _INDEFINITE:
            return Referent(None, 0.85)
        if _is_plural(lower):
            return Referent(None, 0.75)
        head = self._head(subject, lower)
        if head in PAPERS:
            return self._owner(subject) or self._author(head, subject) or UNKNOWN
        if head in roles.BODIES:
            return self._owner(subject) or self._body(head)
        return self._person(subject, head, lower)

    def _head(self, subject: Subject, lower: list[str]) -> str:
        """The noun of a phrase: the last that may speak, of "X of Y" the first, else the last word."""
        heads = [word for word in lower if word in roles.SPEAKING or word in people.TITLES or word in PAPERS]
        if not heads:
            return lower[-1]
        return heads[0] if "for" in lower or "of" in lower else heads[-1]

    def _person(self, subject: Subject, head: str, lower: list[str]) -> Referent:
        """The person whom a singular phrase means."""
        if lower[0] in _OWNERS or head in _NAMELESS:
            return UNKNOWN
        aged = self._descriptions.of_age(lower)
        if aged is not None:
            return Referent(aged, _AGED)
        by_role = self._by_role(head, set(lower), self._nations(subject))
        if by_role is not None:
            return by_role
        if lower[0] != "the" or head.endswith("s") or self._descriptions.is_unnamed(head, subject.first):
            return UNKNOWN
        gender = "f" if head in roles.FEMALE else "m" if head in roles.MALE else None
        found = self._in_focus(gender, subject.first)
        if found.entity is None or (head in people.TITLES and found.entity.roles & people.TITLES):
            return UNKNOWN
        return Referent(found.entity, _FOCUSED * found.certainty)

    def _apposed(self, subject: Subject) -> Referent | None:
        """The person whose name stands before a phrase and a comma."""
        context = self._context
        comma = subject.first - 1
        if comma < 1 or context.tokens.words[comma] != ",":
            return None
        number = context.span_at[comma - 1]
        if number < 0 or context.spans[number].label is not Label.PERSON:
            return None
        return Referent(context.grouping.entities[context.grouping.of_span[number]], _APPOSED)

    def _author(self, head: str, subject: Subject) -> Referent | None:
        """Who wrote a paper."""
        author = self._descriptions.author(head, subject.first)
        return Referent(author, _WRITTEN) if author is not None else None

    def _owner(self, subject: Subject) -> Referent | None:
        """The body or person whose paper or office a phrase names: "the IMF report", "her statement"."""
        context = self._context
        lower = context.tokens.lower
        if lower[subject.first] in _OWNERS:
            gender = {"his": "m", "her": "f"}.get(lower[subject.first])
            if gender is None or lower[subject.stop - 1] not in PAPERS:
                return UNKNOWN
            found = self._in_focus(gender, subject.first)
            return Referent(found.entity, _OWNED * found.certainty)
        for index in range(subject.first, subject.stop):
            number = context.span_at[index]
            if number >= 0 and context.spans[number].label in (Label.ORG, Label.PERSON):
                return Referent(context.grouping.entities[context.grouping.of_span[number]], _OWNED)
        return None

    def _nations(self, subject: Subject) -> set[str]:
        """The countries that a phrase names."""
        found = (nation_of(word) for word in self._context.tokens.words[subject.first : subject.stop])
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
        entity = self._context.grouping.entities[scored[0][2]]
        return Referent(entity, 0.8 if margin > 0.4 and entity.roles else 0.6)

    def _latest(self) -> list[int]:
        """The persons mentioned so far, the latest last; of a flood only the latest."""
        return list(islice(reversed(self._focus.people), _MOST_PEOPLE))[::-1]

    def _not_yet_met(self) -> list[int]:
        """Persons that the text names only further on, the first of them last."""
        return [
            entity.id
            for entity in islice(self._context.grouping.entities.values(), _AHEAD)
            if entity.label is Label.PERSON and entity.id not in self._focus.people
        ][::-1]

    def _scored_by_role(
        self, head: str, words: set[str], nations: set[str], numbers: list[int]
    ) -> list[tuple[float, int, int]]:
        """How well persons fit a head noun, its companions and its countries; the later the better."""
        synonyms = roles.SYNONYMS.get(head, frozenset((head,)))
        scored: list[tuple[float, int, int]] = []
        for rank, number in enumerate(numbers):
            entity = self._context.grouping.entities[number]
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
            fit += 0.6 if self._focus.speaker is entity else 0.0
            scored.append((fit, rank, number))
        return scored

    def _body(self, head: str) -> Referent:
        """The organisation last named that a common noun may mean."""
        for number in islice(reversed(self._focus.bodies), _MOST_PEOPLE):
            entity = self._context.grouping.entities[number]
            if head in entity.name.lower():
                return Referent(entity, 0.75)
        if self._focus.bodies:
            return Referent(self._context.grouping.entities[next(reversed(self._focus.bodies))], 0.45)
        return UNKNOWN


def _is_plural(words: list[str]) -> bool:
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
