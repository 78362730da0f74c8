"""Which of those with a name a document means: by the name, and by what the document tells of them.

Names that are one person's by themselves ("Sergei Shoigu", "Sergey Shoigu") make one entity, unless
what the texts tell contradicts: the gender, walks of life that one person seldom has, or other walks of
life in other countries. Names that prove nothing by themselves (a family name, a ministry of no
country) go to an entity only with evidence: a shared role, country or company.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol

from index.annotate import names, personal
from index.annotate.lexicon import domains
from index.annotate.personal import Match
from index.models import Annotations, Evidence, Label

ENOUGH = 1.0
"""The evidence that a name needs which proves nothing by itself."""

MANY = 50
"""In how many articles somebody is named whose company tells nothing."""

_ROLE, _UNIQUE_ROLE, _COMMON_ROLE, _NATION, _PERSON, _BODY = 0.5, 0.7, 0.1, 0.5, 0.5, 0.25
_MOST_FROM_COMPANY = 1.5
_MOST_FROM_ROLES = 1.0
_MOST_NAMES = 64

NO_EVIDENCE = Evidence(0)
NAMED = frozenset((Label.PERSON, Label.ORG))
"""The labels of those who may be told apart, and whose company tells something."""

Company = frozenset[tuple[Label, int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity of a document to be found among those known.

    ``needs_evidence`` says that the name alone does not tell who is meant. ``company`` are the entities
    known that the document names beside it, without those that need evidence themselves; ``previous``
    is what it was found to be when the document was read before.
    """

    label: Label
    name: str
    key: str
    roles: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    gender: str | None = None
    needs_evidence: bool = False
    company: Company = frozenset()
    previous: int | None = None


@dataclass(slots=True)
class Known:
    """What is known of an entity: its names, and how many articles tell what of it."""

    id: int
    key: str
    names: list[str] = field(default_factory=list)
    articles: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    nations: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)

    def learn(self, subject: Subject) -> None:
        """Take in what one more document tells."""
        self.articles += 1
        self.call(subject.name)
        self.tell(subject.roles, subject.nations, subject.gender, 1)

    def call(self, name: str) -> None:
        """Take in a name."""
        if name not in self.names and len(self.names) < _MOST_NAMES:
            self.names.append(name)

    def tell(self, roles: Iterable[str], nations: Iterable[str], gender: str | None, count: int) -> None:
        """Take in evidence that ``count`` articles give alike."""
        for role in roles:
            self.roles[role] += count
        for nation in nations:
            self.nations[nation] += count
        if gender:
            self.genders[gender] += count


class Register(Protocol):
    """The entities known so far."""

    def of_key(self, label: Label, key: str) -> Sequence[Known]:
        """Those with a key, of many the latest."""

    def of_family(self, family: str) -> Sequence[Known]:
        """The persons with a family name and a given name, of many those named in most articles."""

    def articles(self, entity_id: int) -> AbstractSet[int]:
        """The articles in which an entity is named."""


def subjects(annotations: Annotations) -> dict[tuple[int, Label, str], Subject]:
    """The entities of a document by id, label and name, those first whose names alone tell who they are."""
    told = {each.entity_id: each for each in annotations.evidence}
    found: dict[tuple[int, Label, str], Subject] = {}
    for mention in annotations.mentions:
        place = (mention.entity_id, mention.label, mention.name)
        if place not in found:
            found[place] = subject(mention.label, mention.name, told.get(mention.entity_id, NO_EVIDENCE))
    return {
        place: each for late in (False, True) for place, each in found.items() if each.needs_evidence is late
    }


def subject(label: Label, name: str, told: Evidence = NO_EVIDENCE) -> Subject:
    """An entity with its key, that of its country's body if it is one."""
    nation = told.nations[0] if label is Label.ORG and len(told.nations) == 1 else None
    own = names.key(label, name, nation)
    needs_evidence = label in NAMED and names.key_needs_evidence(label, name, own)
    return Subject(
        label, name, own, frozenset(told.roles), frozenset(told.nations), told.gender, needs_evidence
    )


def choose(subject: Subject, register: Register) -> Known | None:
    """The known entity that a document's is, or None when it is another."""
    if subject.label not in NAMED:
        return next(iter(register.of_key(subject.label, subject.key)), None)
    viable = [
        (known, match)
        for known, match in _candidates(subject, register)
        if match is not Match.DIFFERENT and not contradicts(subject, known, register)
    ]
    previous = next((known for known, _ in viable if known.id == subject.previous), None)
    if previous is not None:
        return previous
    sure = [known for known, match in viable if match is Match.SAME]
    if len(sure) == 1:
        return sure[0]
    if sure:
        return max(sure, key=lambda known: (support(subject, known, register), known.articles, -known.id))
    return _best_supported(subject, [known for known, _ in viable], register)


def _best_supported(subject: Subject, known: Sequence[Known], register: Register) -> Known | None:
    """Of entities that the name alone does not prove the one that the evidence does."""
    scored = sorted(
        ((support(subject, each, register), each.articles, -each.id, each) for each in known),
        key=lambda row: row[:3],
        reverse=True,
    )
    if not scored or scored[0][0] < ENOUGH:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0] and scored[1][3].key != scored[0][3].key:
        return None
    return scored[0][3]


def _candidates(subject: Subject, register: Register) -> list[tuple[Known, Match]]:
    """The known entities that have one of the keys that the subject may be known by."""
    found = list(register.of_key(subject.label, subject.key))
    if subject.label is Label.PERSON:
        name = personal.parse(subject.name)
        tail = personal.tail_key(name)
        if tail:
            found += register.of_key(subject.label, f"person:{tail}")
        if name.lone or (len(name.words) == 2 and not personal.begins_with_given(name)):
            seen = {known.id for known in found}
            found += [known for known in register.of_family(name.family) if known.id not in seen]
    return [(known, _match(subject, known)) for known in found]


def _match(subject: Subject, known: Known) -> Match:
    """Whether a name can be that of an entity with several: none of like names must exclude it."""
    if subject.label is not Label.PERSON:
        return Match.POSSIBLE if subject.needs_evidence else Match.SAME
    if not known.names and known.key == subject.key:
        return Match.SAME  # all its articles are being annotated again
    name = personal.parse(subject.name)
    matches = [
        match
        for match, other in ((personal.compare(name, personal.parse(other)), other) for other in known.names)
        if match is not Match.DIFFERENT or names.key(subject.label, other) == subject.key
    ]
    if not matches or Match.DIFFERENT in matches:
        return Match.DIFFERENT
    return max(matches, key=lambda match: match.value)


def contradicts(subject: Subject, known: Known, register: Register) -> bool:
    """Whether what a document tells of somebody excludes an entity of the same name."""
    if subject.label is not Label.PERSON:
        return False
    if subject.gender and known.genders and subject.gender not in known.genders:
        return True
    here, there = domains.of_roles(subject.roles), domains.of_roles(tuple(known.roles))
    if not here or not there or here & there:
        return False
    abroad = bool(subject.nations) and bool(known.nations) and not subject.nations & known.nations.keys()
    if not abroad and not domains.are_apart(here, there):
        return False
    return from_company(subject, known, register) < ENOUGH


def support(subject: Subject, known: Known, register: Register) -> float:
    """How much of what a document tells of somebody is known of an entity."""
    roles = sum(_weight(role) for role in subject.roles & known.roles.keys())
    nations = _NATION * bool(subject.nations & known.nations.keys())
    return min(roles, _MOST_FROM_ROLES) + nations + from_company(subject, known, register)


def _weight(role: str) -> float:
    """How much a shared role tells."""
    if role in domains.UNIQUE_ROLES:
        return _UNIQUE_ROLE
    return _COMMON_ROLE if role in domains.COMMON_ROLES else _ROLE


def from_company(subject: Subject, known: Known, register: Register) -> float:
    """How much it tells that an entity is named elsewhere beside those whom the document names."""
    if not subject.company:
        return 0.0
    total = 0.0
    articles = register.articles(known.id)
    for label, entity in subject.company if articles else ():
        others = register.articles(entity)
        if len(others) <= MANY and entity != known.id and not others.isdisjoint(articles):
            total += _PERSON if label is Label.PERSON else _BODY
    return min(total, _MOST_FROM_COMPANY)
