"""Reads a document from front to end and gives each quote its source, by the learned weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.annotate.attribution import pairs, patterns
from index.annotate.attribution.focus import Observer as PronounObserver
from index.annotate.attribution.history import Past
from index.annotate.attribution.layout import Layout
from index.annotate.attribution.pairs import Pairs
from index.annotate.attribution.patterns import CERTAIN, STATED, Found, Patterns
from index.annotate.attribution.proposals import Paragraph
from index.annotate.attribution.reading import Reading
from index.annotate.attribution.referent import UNKNOWN, Referent
from index.annotate.attribution.sources import Shape, Source
from index.annotate.attribution.table import softmax
from index.annotate.attribution.weights import Weights
from index.annotate.clauses import Clause
from index.annotate.context import Context
from index.annotate.subjects import Subject
from index.models import QuoteKind

_EXPLICIT = 0.7
_SHORT = 8
_PRONOUNS = frozenset({Shape.HE.value, Shape.HIS.value})
_FAR = (6, 3)
"""The ranks of a source that a pattern finds farther away than sources are looked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The source chosen for a passage: the mention, whom it means, and how likely it is the source.

    ``stated`` tells that the paragraph itself names it by a pattern that leaves little doubt.
    """

    number: int
    kind: QuoteKind
    source: Source | None
    referent: Referent
    probability: float
    cue: int | None
    stated: bool


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What there is to choose from for one passage: sources, whom they mean, and their features.

    ``scores`` has one more than there are sources: that of nobody among them. So has ``features``, which
    is empty unless somebody observes.
    """

    number: int
    kind: QuoteKind
    sources: Sequence[Source]
    referents: Sequence[Referent]
    scores: Sequence[float]
    features: Sequence[list[str]]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document read: its clauses, the choices in order, and whom any of its subjects means."""

    clauses: Sequence[Clause]
    choices: Sequence[Choice]
    resolve: Callable[[Subject], Referent]


Observer = Callable[[Alternatives, int], None]
"""Told of each quote: the alternatives, and the number of the source that is chosen."""


def decode(
    context: Context,
    weights: Weights,
    observe: Observer | None = None,
    observe_pronouns: PronounObserver | None = None,
) -> Decoded:
    """Read a document: its quotes in order, each with its source.

    The document is read twice: at first only for quotes whose source is stated, so that it is known then
    who speaks in what follows. The observers are told of what happens the second time.
    """
    layout = Layout(context, weights.cues)
    known = Patterns(layout), Pairs(weights.pairs)
    first = _Decoder(*known, weights, {}, {})
    first.least = CERTAIN
    ahead = {
        each.number: each.referent.entity.id
        for each in first.decode()
        if each.probability >= CERTAIN and each.referent.entity is not None
    }
    second = _Decoder(*known, weights, ahead, first.reading.referents)
    second.observe, second.reading.focus.observe = observe, observe_pronouns
    return Decoded(layout.clauses, second.decode(), second.reading.resolve)


class _Decoder:
    """Goes through a document once, keeping who is in focus and who spoke."""

    def __init__(
        self,
        found: Patterns,
        scorer: Pairs,
        weights: Weights,
        ahead: Mapping[int, int],
        earlier: Mapping[int, Referent],
    ) -> None:
        """``ahead`` are the entities that certain passages are known to be said by, by their number.

        ``found`` and ``scorer`` keep what readings have in common; ``earlier`` is whom an earlier reading
        takes mentions to mean, by first token.
        """
        self.patterns = found
        self.layout = layout = found.layout
        self.context = layout.context
        self.pairs = scorer
        self.earlier = earlier
        self.observe: Observer | None = None
        self.least = 0.0
        self.reading = Reading(layout, weights.antecedents)
        self.past = Past(layout.context, ahead)
        self.last: Choice | None = None

    def decode(self) -> list[Choice]:
        """The choices, paragraph after paragraph."""
        choices = []
        for paragraph in self.layout.paragraphs:
            self.reading.read(paragraph)
            for number in self.layout.passages.get(paragraph.number, ()):
                choice = self._decide(number, paragraph)
                if choice is not None:
                    choices.append(choice)
                    self._remember(choice, paragraph)
        return choices

    def _decide(self, number: int, paragraph: Paragraph) -> Choice | None:
        """Choose the source of one passage; None if it is no quote, or no pattern weighs enough."""
        found = self.patterns.find(number, paragraph, self.past.last)
        explicit = max((each.weight for name, each in found if name in STATED), default=0.0)
        if explicit < self.least:
            return None
        kind = self.layout.kind(number, explicit >= _EXPLICIT)
        if kind is None or (kind is QuoteKind.MIXED and not explicit and self._is_short(number)):
            return None
        if self.patterns.asks(number):
            return Choice(number, kind, None, UNKNOWN, 0.0, None, False)
        return self._choose(self._alternatives(number, kind, found), found)

    def _is_short(self, number: int) -> bool:
        """Whether a piece of a sentence is too short to be a quote that no pattern gives to anybody."""
        passage = self.context.passages[number]
        return self.context.tokens.text.count(" ", passage.start, passage.end) < _SHORT

    def _alternatives(self, number: int, kind: QuoteKind, found: Found) -> Alternatives:
        """The sources that may say a passage, with their features."""
        ranked = self._ranked(number, found)
        by_first: defaultdict[int, Found] = defaultdict(list)
        for name, each in found:
            if each.subject is not None:
                by_first[each.subject.first].append((name, each))
        passage = pairs.passage_of(self.context, number, kind.value)
        best = int(10 * max((each.weight for _, each in found), default=0.0))
        history = self.past.before(number)
        referents = [self._referent(source) for source, *_ in ranked]
        entities = [referent.entity.id if referent.entity is not None else None for referent in referents]
        facts = [
            (passage, *each, by_first.get(each[0].first, ()), best, history, entity)
            for each, entity in zip(ranked, entities, strict=True)
        ]
        scores = [self.pairs.score(*each) for each in facts]
        scores.append(self.pairs.nobody(passage, best, history.gap))
        features = []
        if self.observe is not None:
            features = [pairs.features(*each) for each in facts]
            features.append(pairs.nobody(passage, best, history.gap))
        return Alternatives(number, kind, [each[0] for each in ranked], referents, scores, features)

    def _ranked(self, number: int, found: Found) -> list[tuple[Source, int, int]]:
        """The sources near a passage, those that patterns find, and that of the last quote, with ranks."""
        ranked = {each[0].first: each for each in self.layout.around(number)}
        others = [self.layout.source(each.subject) for _, each in found if each.subject is not None]
        if self.past.last is not None:
            others.append(self.past.last[1])
        for source in others:
            ranked.setdefault(source.first, (source, *_FAR))
        left_out = patterns.second_hand(self.context, (each[0] for each in ranked.values()), found)
        return [each for first, each in ranked.items() if first not in left_out]

    def _referent(self, source: Source) -> Referent:
        """Whom a source means."""
        known = self.reading.referents.get(source.first)
        if known is not None:
            return known
        if source.shape in _PRONOUNS:
            return self.earlier.get(source.first, UNKNOWN)
        return self.reading.resolve(source.subject)

    def _choose(self, alternatives: Alternatives, found: Found) -> Choice:
        """The most likely source: the entity with the highest sum, and its best mention."""
        number, kind = alternatives.number, alternatives.kind
        if not alternatives.sources:
            return Choice(number, kind, None, UNKNOWN, 0.0, None, False)
        chosen, share = _best(alternatives.referents, softmax(alternatives.scores))
        if self.observe is not None:
            self.observe(alternatives, chosen)
        source = alternatives.sources[chosen]
        own = [(name, each) for name, each in found if each.subject and each.subject.first == source.first]
        cue = next((each.cue for _, each in own if each.cue is not None), None)
        stated = any(name in STATED and each.weight >= _EXPLICIT for name, each in own)
        choice = Choice(number, kind, source, alternatives.referents[chosen], share, cue, stated)
        return self._as_sure(choice) if any(name == "continued" for name, _ in own) else choice

    def _as_sure(self, choice: Choice) -> Choice:
        """A passage that goes on from the one before, as sure as that one if it has its source."""
        last = self.last
        if last is None or last.probability < choice.probability:
            return choice
        return replace(choice, probability=last.probability, stated=last.stated)

    def _remember(self, choice: Choice, paragraph: Paragraph) -> None:
        """Take note of who spoke."""
        self.last = choice
        self.past.remember(choice.number, choice.source, choice.referent)
        if choice.kind is QuoteKind.DIRECT or choice.referent.entity is not None:
            self.reading.focus.speak(choice.referent.entity, paragraph.number)


def _best(referents: Sequence[Referent], shares: Sequence[float]) -> tuple[int, float]:
    """The likeliest mention of the likeliest entity, and the entity's share; nobody counts for himself."""
    keys = [each.entity.id if each.entity is not None else -1 - index for index, each in enumerate(referents)]
    sums: defaultdict[int, float] = defaultdict(float)
    for key, share in zip(keys, shares, strict=False):
        sums[key] += share
    best = max(sums, key=sums.__getitem__)
    mentions = (index for index, key in enumerate(keys) if key == best)
    return max(mentions, key=shares.__getitem__), sums[best]
