"""Ids shared across documents, by the rules of the archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from heapq import nsmallest

from index.annotate.namesakes import NAMED, Known, Subject, choose, subjects
from index.models import Annotations, Label

_LATEST = 16
_BEARERS = 6
# Among so many of one family name, the latest ones, those named most often are looked for.
_MOST_BEARERS = 200
_MOST_COMPANY = 200


class Linker:
    """The entities of the documents read so far, in memory. A register in the sense of namesakes."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, list[Known]] = defaultdict(list)
        self._by_family: defaultdict[str, list[Known]] = defaultdict(list)
        self._articles: defaultdict[int, set[int]] = defaultdict(set)
        self._count = 0
        self._read = 0

    def of_key(self, label: Label, key: str) -> Sequence[Known]:
        """The latest entities with a key."""
        return self._by_key[key][-_LATEST:] if key in self._by_key else ()

    def of_family(self, family: str) -> Sequence[Known]:
        """The persons with a family name and a given name who are named in most documents."""
        bearers = self._by_family.get(family, [])
        return nsmallest(_BEARERS, bearers[-_MOST_BEARERS:], key=lambda known: (-known.articles, known.id))

    def articles(self, entity_id: int) -> AbstractSet[int]:
        """The documents, by number, in which an entity is named."""
        return self._articles[entity_id]

    def read(self, document: Annotations) -> dict[tuple[int, Label, str], int]:
        """The shared id of each entity of a document, by its id there, label and name."""
        found: dict[tuple[int, Label, str], int] = {}
        company: set[tuple[Label, int]] = set()
        told: frozenset[tuple[Label, int]] = frozenset()
        for place, subject in subjects(document).items():
            if subject.needs_evidence:
                told = told or frozenset(company)
                subject = replace(subject, company=told)
            known = choose(subject, self) or self._add(subject)
            known.learn(subject)
            found[place] = known.id
            if subject.label in NAMED and not subject.needs_evidence and len(company) < _MOST_COMPANY:
                company.add((subject.label, known.id))
        self._read += 1
        for entity in found.values():
            self._articles[entity].add(self._read)
        return found

    def _add(self, subject: Subject) -> Known:
        """A new entity."""
        self._count += 1
        known = Known(self._count, subject.key)
        self._by_key[subject.key].append(known)
        family, _, given = subject.key.removeprefix("person:").partition(" ")
        if subject.label is Label.PERSON and given:
            self._by_family[family].append(known)
        return known


def link(documents: Iterable[Annotations]) -> list[Annotations]:
    """The same annotations with ids shared across documents.

    All documents are read before the first is returned. Ids count from 1 in the order of first mention.
    """
    linker = Linker()
    numbers: dict[int, int] = {}
    return [_relabel(document, linker.read(document), numbers) for document in documents]


def _relabel(
    document: Annotations, found: dict[tuple[int, Label, str], int], numbers: dict[int, int]
) -> Annotations:
    """One document with its ids replaced by shared ones, which grow as needed."""
    local: dict[int, int] = {}
    for mention in document.mentions:
        if mention.entity_id not in local:
            shared = found[mention.entity_id, mention.label, mention.name]
            local[mention.entity_id] = numbers.setdefault(shared, len(numbers) + 1)
    return Annotations(
        tuple(replace(mention, entity_id=local[mention.entity_id]) for mention in document.mentions),
        tuple(
            quote if quote.speaker_id is None else replace(quote, speaker_id=local.get(quote.speaker_id))
            for quote in document.quotes
        ),
        tuple(
            replace(each, entity_id=local[each.entity_id])
            for each in document.evidence
            if each.entity_id in local
        ),
    )
