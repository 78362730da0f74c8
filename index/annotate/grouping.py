"""Who is who within one document: which mentions name the same entity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from index.annotate import names
from index.annotate.lexicon import people, places
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

# How many people of one name are told apart; more are a flood, not news.
_FAMILY_FIRST = frozenset(name.lower() for name in people.FAMILY_FIRST)
_NAMESAKES = 32
_FADING = 0.15


@dataclass(slots=True)
class Entity:
    """One entity of a document and what its mentions tell of it together.

    ``words`` are the folded words of its fullest name; ``mentions`` are indices of spans.
    """

    id: int
    label: Label
    name: str
    words: tuple[str, ...]
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)


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
        self.spans = spans
        self.surfaces = [
            " ".join(tokens.text[tokens.starts[span.first] : tokens.ends[span.stop - 1]].split())
            for span in spans
        ]
        self.of_span: list[Entity | None] = [None] * len(spans)
        self.clusters: list[Entity] = []
        self.by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self.words = [
            tuple(names.transcribed(word) for word in names.person_words(surface))
            if span.label is Label.PERSON
            else ()
            for span, surface in zip(spans, self.surfaces, strict=True)
        ]

    def _new(self, index: int) -> Entity:
        """A new cluster from a span."""
        entity = Entity(0, self.spans[index].label, self.surfaces[index], self.words[index])
        self.clusters.append(entity)
        return entity

    def _join(self, entity: Entity, index: int) -> None:
        """Add a span to a cluster."""
        span = self.spans[index]
        entity.mentions.append(index)
        entity.roles |= span.roles
        entity.nations |= span.nations
        entity.gender = entity.gender or span.gender
        if len(self.words[index]) > len(entity.words):
            entity.words, entity.name = self.words[index], self.surfaces[index]
        self.of_span[index] = entity

    def group_others(self) -> None:
        """Group all but persons by key; an organisation also by its acronym and without its country."""
        known: dict[str, Entity] = {}
        short: dict[str, Entity] = {}
        for index, span in enumerate(self.spans):
            if span.label is Label.PERSON:
                continue
            own = names.key(span.label, self.surfaces[index])
            entity = known.get(own) or short.get(own)
            if entity is None:
                others = self._other_keys(self.surfaces[index]) if span.label is Label.ORG else []
                entity = next((known[key] for key in others if key in known), None) or self._new(index)
                for key in others:
                    short.setdefault(key, entity)
            known[own] = entity
            if len(self.surfaces[index]) > len(entity.name):
                entity.name = self.surfaces[index]
            self._join(entity, index)

    def _other_keys(self, surface: str) -> list[str]:
        """The keys of the acronym of a full name and of the name without a leading country."""
        words = surface.split()
        if len(words) < 2:
            return []
        found = []
        initials = "".join(word[0] for word in words if word[0].isupper())
        if len(initials) > 2:
            found.append(names.key(Label.ORG, initials))
        rest = " ".join(words[1:])
        if len(words) > 2 and (words[0] in places.DEMONYMS or words[0] in places.COUNTRY_OF_NAME):
            found.append(names.key(Label.ORG, rest))
        return found

    def group_full_names(self) -> None:
        """Group the mentions of persons that have more than one word."""
        for index, words in enumerate(self.words):
            if len(words) < 2:
                continue
            found = next(
                (each for each in self.by_word[words[-1]][-_NAMESAKES:] if self._same(each, index)), None
            )
            if found is None:
                found = next(
                    (each for each in self.by_word[words[0]][-_NAMESAKES:] if self._same(each, index)), None
                )
            if found is None:
                found = self._new(index)
                for word in {words[0], words[-1]}:
                    self.by_word[word].append(found)
            self._join(found, index)

    def _same(self, entity: Entity, index: int) -> bool:
        """Whether a full name is another spelling of a cluster's."""
        words, other = self.words[index], entity.words
        if entity.gender and self.spans[index].gender and entity.gender != self.spans[index].gender:
            return False
        if set(words) <= set(other) or set(other) <= set(words):
            return True
        return words[-1] == other[-1] and _same_given(words[0], other[0])

    def group_lone_names(self) -> None:
        """Give each lone name to the person so named that was mentioned last, or to one named later."""
        latest: dict[int, int] = {}
        for index, words in enumerate(self.words):
            entity = self.of_span[index]
            if len(words) == 1 and self.spans[index].label is Label.PERSON:
                entity = self._bearer(index, latest)
                self._join(entity, index)
            if entity is not None and entity.label is Label.PERSON:
                latest[id(entity)] = index

    def _bearer(self, index: int, latest: dict[int, int]) -> Entity:
        """The person whom a lone name means."""
        word = self.words[index][0]
        gender = self.spans[index].gender
        bearers = [
            each
            for each in self.by_word[word][-_NAMESAKES:]
            if not (gender and each.gender and each.gender != gender)
        ]
        if not bearers:
            entity = self._new(index)
            self.by_word[word].append(entity)
            return entity
        by_last = [] if word in _FAMILY_FIRST else [each for each in bearers if each.words[-1] == word]
        return max(by_last or bearers, key=lambda each: _prominence(each, index, latest))

    def numbered(self) -> Grouping:
        """The clusters with ids in the order of the text; a mention that nothing joined is one of its own."""
        for index, found in enumerate(self.of_span):
            if found is None:
                self._join(self._new(index), index)
        for entity in self.clusters:
            entity.mentions.sort()
            if entity.label is Label.PERSON and entity.gender is None:
                entity.gender = people.GENDER_OF_NAME.get(entity.name.split()[0])
        ordered = sorted((each for each in self.clusters if each.mentions), key=lambda each: each.mentions[0])
        for number, entity in enumerate(ordered, 1):
            entity.id = number
        return Grouping(
            {entity.id: entity for entity in ordered},
            [entity.id if entity is not None else 0 for entity in self.of_span],
        )


def _prominence(entity: Entity, index: int, latest: dict[int, int]) -> tuple[float, int]:
    """How likely a lone name at span ``index`` means this bearer: often named, and lately."""
    if id(entity) not in latest:
        return -_NAMESAKES, -entity.mentions[0]
    return log(1 + len(entity.mentions)) - _FADING * min(index - latest[id(entity)], 20), latest[id(entity)]


def _same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, short form, or a spelling apart."""
    if one == other or people.NICKNAMES.get(one, one) == people.NICKNAMES.get(other, other):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 3 and longer.startswith(shorter[:4]) and abs(len(one) - len(other)) < 2
