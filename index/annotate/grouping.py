"""Who is who within one document: which mentions name the same entity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from index.annotate import countries, names, personal, shortening
from index.annotate.lexicon import people
from index.annotate.personal import Match, PersonalName
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

# How many people of one name are told apart; more are a flood, not news.
_NAMESAKES = 32
_FADING = 0.15
_HEADING = 1.5
_RELATIVES = frozenset({"wife", "husband", "son", "daughter", "mother", "father", "brother", "sister"})
_FITTING = 2.0
"""How much more likely a lone name beside a role means a person introduced with this role."""


@dataclass(slots=True)
class Entity:
    """One entity of a document and what its mentions tell of it together.

    ``personal`` is its fullest name taken apart, if it is a person; ``mentions`` are indices of spans.
    ``full`` counts those of a person by more than a lone name; ``heads`` tells that one of these stands
    in the first paragraph, ``kin`` that one follows a word like "wife", which makes another the main person.
    """

    id: int
    label: Label
    name: str
    personal: PersonalName | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)
    full: int = 0
    heads: bool = False
    kin: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """The entities of a document, by id; ``of_span[i]`` is the entity id of span ``i``."""

    entities: dict[int, Entity]
    of_span: list[int]


def group(tokens: Tokens, spans: list[Span]) -> Grouping:
    """Group the mentions of a document by entity; ids count from 1 in the order of the text."""
    grouper = _Grouper(tokens, spans)
    grouper.group_others()
    grouper.group_full_names()
    grouper.group_lone_names()
    return grouper.numbered()


class _Grouper:
    """Builds clusters of spans, then numbers them in the order of the text."""

    def __init__(self, tokens: Tokens, spans: list[Span]) -> None:
        self.tokens = tokens
        self.spans = spans
        self.surfaces = [
            " ".join(tokens.text[tokens.starts[span.first] : tokens.ends[span.stop - 1]].split())
            for span in spans
        ]
        self.of_span: list[Entity | None] = [None] * len(spans)
        self.clusters: list[Entity] = []
        self.by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self.names = [
            personal.parse(surface) if span.label is Label.PERSON else None
            for span, surface in zip(spans, self.surfaces, strict=True)
        ]

    def _new(self, index: int) -> Entity:
        """A new cluster from a span."""
        entity = Entity(0, self.spans[index].label, self.surfaces[index], self.names[index])
        self.clusters.append(entity)
        return entity

    def _join(self, entity: Entity, index: int) -> None:
        """Add a span to a cluster."""
        span, name = self.spans[index], self.names[index]
        entity.mentions.append(index)
        if name is not None and not name.lone:
            entity.full += 1
            entity.heads |= self.tokens.paragraph[span.first] == 0
            entity.kin |= not _RELATIVES.isdisjoint(self.tokens.lower[max(0, span.first - 2) : span.first])
        entity.roles |= span.roles
        entity.nations |= span.nations
        entity.gender = entity.gender or span.gender or (name.gender if name else None)
        if name and entity.personal and _fuller(name, entity.personal):
            entity.personal, entity.name = name, self.surfaces[index]
        if entity.name.isupper() and self.surfaces[index].casefold() == entity.name.casefold():
            entity.name = self.surfaces[index]  # capitals are a dateline's or a headline's way of writing
        self.of_span[index] = entity

    def group_others(self) -> None:
        """Group all but persons by key; an organisation also by the short forms of its name."""
        known: dict[str, Entity] = {}
        short: dict[str, Entity] = {}
        for index, span in enumerate(self.spans):
            if span.label is Label.PERSON:
                continue
            surface = self.surfaces[index]
            nation = countries.beside(self.tokens, span) if span.label is Label.ORG else None
            own = names.key(span.label, surface, nation)
            entity = known.get(own) or short.get(own)
            forms = shortening.forms(span.label, surface) if span.label in shortening.LABELS else ()
            if entity is None:
                entity = next((known[form] for form in forms if form in known), None) or self._new(index)
            for form in forms:
                short[form] = entity
            known[own] = entity
            if nation:
                entity.nations.add(nation)
            if len(surface) > len(entity.name):
                entity.name = surface
            self._join(entity, index)

    def group_full_names(self) -> None:
        """Group the mentions of persons that have more than one word."""
        for index, name in enumerate(self.names):
            if name is None or name.lone:
                continue
            bearers = [
                each for word in (name.family, name.words[-1], name.words[0]) for each in self._named(word)
            ]
            found = next((each for each in bearers if self._same(each, index)), None)
            if found is None:
                found = self._new(index)
                for word in {name.family, name.given, name.words[0], name.words[-1]}:
                    self.by_word[word].append(found)
            self._join(found, index)

    def _named(self, word: str) -> list[Entity]:
        """The persons with a word in their names, of a flood the latest."""
        return self.by_word[word][-_NAMESAKES:] if word in self.by_word else []

    def _same(self, entity: Entity, index: int) -> bool:
        """Whether a full name is another spelling of a cluster's."""
        name, other = self.names[index], entity.personal
        gender = self.spans[index].gender or (name.gender if name else None)
        if name is None or other is None or (entity.gender and gender and entity.gender != gender):
            return False
        match = personal.compare(name, other)
        return match is Match.SAME or personal.nearly(name, other)

    def group_lone_names(self) -> None:
        """Give each lone name to the person so named that was mentioned last, or to one named later."""
        latest: dict[int, int] = {}
        for index, name in enumerate(self.names):
            entity = self.of_span[index]
            if name is not None and name.lone:
                entity = self._bearer(index, name, latest)
                self._join(entity, index)
            if entity is not None and entity.label is Label.PERSON:
                latest[id(entity)] = index

    def _bearer(self, index: int, name: PersonalName, latest: dict[int, int]) -> Entity:
        """The person whom a lone name means."""
        bearers = self._possible(index, name)
        if not bearers:
            entity = self._new(index)
            self.by_word[name.family].append(entity)
            return entity
        by_family = [each for each in bearers if each.personal and each.personal.family == name.family]
        span = self.spans[index]
        return max(by_family or bearers, key=lambda each: _prominence(each, span, index, latest))

    def _possible(self, index: int, name: PersonalName) -> list[Entity]:
        """The persons with a lone name among theirs whom its gender and its "Jr." do not exclude."""
        gender = self.spans[index].gender or name.gender
        bearers = [
            each
            for each in self._named(name.family)
            if not (gender and each.gender and each.gender != gender)
        ]
        alike = [each for each in bearers if each.personal and each.personal.suffix == name.suffix]
        return alike or bearers

    def _give_countries(self) -> None:
        """Take a body that many countries have to be that of the country which the text is about."""
        nameless = [
            each
            for each in self.clusters
            if each.label is Label.ORG and not each.nations and names.needs_evidence(Label.ORG, each.name)
        ]
        country = countries.of_document(self.tokens, self.spans) if nameless else None
        for entity in nameless:
            entity.nations |= {country} if country else set()

    def numbered(self) -> Grouping:
        """The clusters with ids in the order of the text; a mention that nothing joined is one of its own."""
        for index, found in enumerate(self.of_span):
            if found is None:
                self._join(self._new(index), index)
        for entity in self.clusters:
            entity.mentions.sort()
            if entity.label is Label.PERSON and entity.gender is None:
                entity.gender = people.GENDER_OF_NAME.get(entity.name.split()[0])
        self._give_countries()
        ordered = sorted((each for each in self.clusters if each.mentions), key=lambda each: each.mentions[0])
        for number, entity in enumerate(ordered, 1):
            entity.id = number
        return Grouping(
            {entity.id: entity for entity in ordered},
            [entity.id if entity is not None else 0 for entity in self.of_span],
        )


def _fuller(one: PersonalName, other: PersonalName) -> bool:
    """Whether a name tells more than another."""
    return (len(one.words), len(one.middle)) > (len(other.words), len(other.middle))


def _prominence(entity: Entity, span: Span, index: int, latest: dict[int, int]) -> tuple[float, int]:
    """How likely a lone name at span ``index`` means this bearer: fitting, introduced in full, and lately.

    Lone names that were given to somebody do not count: a wrong one would draw all others after it.
    """
    fit = _FITTING * bool(span.roles & entity.roles) + _FITTING * bool(span.nations & entity.nations)
    if id(entity) not in latest:
        return fit - _NAMESAKES, -entity.mentions[0]
    distance = min(index - latest[id(entity)], 20)
    introduced = log(1 + max(entity.full, 1)) + _HEADING * entity.heads - entity.kin
    return fit + introduced - _FADING * distance, latest[id(entity)]
