"""Which documents of one segment match a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from index.deadline import current
from index.fulltext.search import phrases
from index.fulltext.search.dates import between
from index.fulltext.search.expansion import all_starting, last_typed, near, typed
from index.fulltext.search.outside import Outside
from index.fulltext.search.sets import DocumentSet, cost, documents_of, union
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.bitmaps import from_marks, marks
from index.fulltext.segment.columns import QUOTE_COUNT, TITLE_SIZE
from index.fulltext.segment.fields import QUOTES, SOURCE, STEMS, TITLE, WORDS
from index.fulltext.segment.postings import Postings
from index.fulltext.segment.reader import Segment
from index.query.nodes import (
    And,
    DateRange,
    Field,
    Fuzzy,
    HasQuotes,
    Mark,
    Marked,
    Naming,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Word,
)
from index.query.terms import stem

_STEP = 500  # documents after which the deadline is looked at
_ANYWHERE = 1 << 40  # a place that no text has

T = TypeVar("T")

EXACT = {
    Field.TEXT: WORDS.name,
    Field.TITLE: WORDS.name,
    Field.QUOTE: WORDS.name,
    Field.SOURCE: SOURCE.name,
}
STEMMED = {Field.TEXT: STEMS.name, Field.TITLE: TITLE.name, Field.QUOTE: QUOTES.name}


def encoded(term: str) -> bytes:
    """A term as the index has it."""
    return term.encode("utf-8", "replace")


def word_term(word: Word) -> tuple[str, bytes]:
    """The field and the term of a word."""
    if word.field.stemmed and not word.exact:
        return STEMMED[word.field], encoded(stem(word.term))
    return EXACT[word.field], encoded(word.term)


def _watched(steps: Sequence[T]) -> Iterator[T]:
    """Steps of long work, between which the deadline is looked at."""
    for count, step in enumerate(steps):
        if count % _STEP == 0:
            current().check()
        yield step


class Matcher:
    """Matches queries with one segment. What is found is kept, so that nothing is looked up twice."""

    def __init__(self, snapshot: Snapshot, segment: Segment, outside: Outside) -> None:
        self.segment = segment
        self._snapshot = snapshot
        self._outside = outside
        self._found: dict[Node, DocumentSet] = {}
        self._expanded: dict[tuple[str, Prefix | Fuzzy], Sequence[int]] = {}
        self._none = DocumentSet.none(segment.size)

    def match(self, node: Node) -> DocumentSet:
        """The documents that match, those included that are deleted."""
        found = self._found.get(node)
        if found is None:
            current().check()
            found = self._found[node] = self._match(node)
        return found

    @property
    def memory(self) -> int:
        """About how many bytes what has been found takes."""
        return sum(each.memory for each in self._found.values())

    def alive(self, node: Node) -> DocumentSet:
        """The documents that match and are not deleted."""
        found = self.match(node)
        if not self.segment.deleted:
            return found
        return found - DocumentSet(self.segment.size, bitmap=self.segment.deleted)

    def _match(self, node: Node) -> DocumentSet:
        if isinstance(node, And):
            return self._match_all(node.parts)
        if isinstance(node, Or):
            return union([self.match(part) for part in node.parts], self.segment.size)
        if isinstance(node, Not):
            return DocumentSet.all(self.segment.size) - self.match(node.part)
        if isinstance(node, DateRange):
            return between(self.segment, node)
        if isinstance(node, HasQuotes):
            counts = self.segment.columns[QUOTE_COUNT.name]
            return self._set([document for document, count in enumerate(counts) if count])
        if isinstance(node, Marked):
            return self._match_mark(node.mark)
        if isinstance(node, OneEntity) or node.field.is_name:
            return self._match_name(node)
        return self._match_words(node)

    def _match_all(self, parts: Sequence[Node]) -> DocumentSet:
        """The documents that match all parts; sparse sets first, so that others are looked up in."""
        wanted = sorted((self.match(part) for part in parts if not isinstance(part, Not)), key=cost)
        found = wanted[0] if wanted else DocumentSet.all(self.segment.size)
        for each in wanted[1:]:
            if not found:
                return found
            found = found & each
        for part in parts:
            if found and isinstance(part, Not):
                found = found - self.match(part.part)
        return found

    def _set(self, documents: Sequence[int]) -> DocumentSet:
        return DocumentSet(self.segment.size, documents=documents)

    def _match_mark(self, mark: Mark) -> DocumentSet:
        """The documents of articles that the reader has marked."""
        found = self._of_articles(self._outside.marked(mark))
        return DocumentSet.all(self.segment.size) - found if mark is Mark.UNREAD else found

    def _of_articles(self, articles: Collection[int]) -> DocumentSet:
        """The documents of some articles."""
        return self._set(sorted(self.segment.documents_of(articles).values()))

    def _match_name(self, leaf: Naming) -> DocumentSet:
        """The documents that name or quote whom a part of a query means."""
        named = self._outside.named(leaf)
        lists = [documents_of(each) for each in self.named_postings(leaf)]
        found = union(lists, self.segment.size) if lists else self._none
        if named.without:
            found = found - self._of_articles(named.without)
        if named.articles:
            found = union([found, self._of_articles(named.articles)], self.segment.size)
        return found

    def named_postings(self, leaf: Naming) -> list[Postings]:
        """The postings of the entities that a part of a query means."""
        found = []
        for field, numbers in self._outside.named(leaf).entities.items():
            for number in numbers:
                postings = self._snapshot.postings(self.segment, field, str(number).encode())
                if postings is not None:
                    found.append(postings)
        return found

    def _match_words(self, node: Word | Prefix | Fuzzy | Phrase) -> DocumentSet:
        """The documents that have a leaf's words."""
        if isinstance(node, Phrase):
            return self._match_phrase(node)
        if isinstance(node, Prefix) and node.field is not Field.QUOTE:
            documents = self._match_beginning(node)
        else:
            sets = [documents_of(each) for each in self.leaf_postings(node)]
            documents = union(sets, self.segment.size) if sets else self._none
        if not documents:
            return documents
        if node.field is Field.TITLE and not (isinstance(node, Word) and not node.exact):
            return self._in_title(node, documents)
        if node.field is Field.QUOTE and isinstance(node, Word) and node.exact:
            return documents & self.match(Word(Field.QUOTE, node.term))
        return documents

    def _match_beginning(self, prefix: Prefix) -> DocumentSet:
        """The documents of the terms that a beginning stands for."""
        size, field = self.segment.size, EXACT[prefix.field]
        bitmaps, documents = self.segment.documents_of_terms(field, self._expand(field, prefix))
        sets = [DocumentSet(size, bitmap=bitmap) for bitmap in bitmaps]
        return union([*sets, DocumentSet(size, bitmap=from_marks(marks(documents, size)))], size)

    def leaf_postings(self, leaf: Word | Prefix | Fuzzy) -> list[Postings]:
        """The postings of the terms that a leaf stands for."""
        if isinstance(leaf, Word):
            field, term = word_term(leaf)
            found = self._snapshot.postings(self.segment, field, term)
            return [] if found is None else [found]
        if leaf.field is Field.QUOTE:
            return self._quoted(leaf)
        field = EXACT[leaf.field]
        return [self.segment.postings(field, index) for index in self._expand(field, leaf)]

    def _expand(self, field: str, leaf: Prefix | Fuzzy) -> Sequence[int]:
        """The indexes of the terms that a beginning or a fuzzy word stands for."""
        key = (field, leaf)
        if key not in self._expanded:
            expand = near if isinstance(leaf, Fuzzy) else typed if leaf.begun else all_starting
            self._expanded[key] = expand(self.segment, field, leaf.term)
        return self._expanded[key]

    def stems_of(self, leaf: Prefix | Fuzzy) -> set[bytes]:
        """The stems of the words that a beginning or a fuzzy word stands for."""
        lexicon = self.segment.lexicon(WORDS.name)
        found = set()
        for index in _watched(self._expand(WORDS.name, leaf)):
            found.add(encoded(stem(lexicon.term(index).decode("utf-8", "replace"))))
        return found

    def _quoted(self, leaf: Prefix | Fuzzy) -> list[Postings]:
        """The postings of what is quoted, whose stems are found by way of the words."""
        stems = sorted(self.stems_of(leaf))
        found = [self._snapshot.postings(self.segment, QUOTES.name, each) for each in _watched(stems)]
        return [each for each in found if each is not None]

    def _in_title(self, leaf: Word | Prefix | Fuzzy, documents: DocumentSet) -> DocumentSet:
        """Of documents that have a leaf's term, those that have it in the title."""
        field = EXACT[leaf.field]
        if isinstance(leaf, Word):
            index = self.segment.find(field, encoded(leaf.term))
            indexes: Sequence[int] = [index] if index >= 0 else []
        else:
            indexes = self._expand(field, leaf)
        sizes = self.segment.columns[TITLE_SIZE.name]
        found: set[int] = set()
        for index in _watched(indexes):
            postings = self.segment.postings(field, index)
            places = self.segment.places(field, index, postings)
            starts = zip(postings.documents, postings.starts(), strict=False)
            found.update(document for document, start in starts if places[start] < sizes[document])
        return self._set(sorted(found)) & documents

    def _match_phrase(self, phrase: Phrase) -> DocumentSet:
        """The documents in which the terms of a phrase stand as it wants them."""
        field = EXACT[phrase.field]
        firsts = [encoded(term) for term in phrase.terms[:-1]]
        lasts = [encoded(phrase.terms[-1])]
        if phrase.prefix:
            lexicon = self.segment.lexicon(field)
            expand = last_typed if phrase.begun else all_starting
            lasts = [lexicon.term(index) for index in expand(self.segment, field, phrase.terms[-1])]
        documents = self._set(sorted(self._standing(phrase, self._placed(field, firsts), lasts)))
        if phrase.field is Field.QUOTE:
            for term in phrase.terms[: -1 if phrase.prefix else None]:
                documents = documents & self.match(Word(Field.QUOTE, term))
        return documents

    def _placed(self, field: str, texts: Sequence[bytes]) -> list[phrases.PlacedTerm]:
        """Terms of a phrase; none if the segment has not got all of them."""
        found = []
        for text in texts:
            postings = self._snapshot.postings(self.segment, field, text)
            if postings is None:
                return []
            found.append(phrases.PlacedTerm(self.segment, field, text, postings))
        return found

    def _standing(
        self, phrase: Phrase, firsts: Sequence[phrases.PlacedTerm], lasts: Sequence[bytes]
    ) -> set[int]:
        """The documents in which some terms, and one of others after them, stand as a phrase wants them."""
        found: set[int] = set()
        if len(firsts) < len(phrase.terms) - 1:
            return found
        beginning = None
        if len(lasts) > 1 and len(firsts) > 1 and not phrase.slop:
            beginning = phrases.adjacent(firsts)
        for last in self._placed_each(EXACT[phrase.field], lasts):
            current().check()
            terms = [*firsts, last]
            if phrase.slop:
                found |= self._near(phrase, terms)
            elif beginning is None:
                found |= self._documents(phrase, phrases.adjacent(terms))
            else:
                found |= self._documents(phrase, last.among(beginning, len(firsts)))
        return found

    def _placed_each(self, field: str, texts: Sequence[bytes]) -> Iterator[phrases.PlacedTerm]:
        """Those of some terms that the segment has."""
        for text in texts:
            yield from self._placed(field, [text])

    def _documents(self, phrase: Phrase, spots: phrases.Spots) -> set[int]:
        """The documents of the spots where a phrase begins; if it is asked of titles, where it ends there."""
        if phrase.field is not Field.TITLE:
            return phrases.documents_at(spots)
        size, sizes = len(phrase.terms), self.segment.columns[TITLE_SIZE.name]
        return {
            spot >> phrases.DOCUMENT
            for spot in spots
            if phrases.place_of(spot) + size <= sizes[spot >> phrases.DOCUMENT]
        }

    def _near(self, phrase: Phrase, terms: Sequence[phrases.PlacedTerm]) -> set[int]:
        """The documents in which terms stand as near each other as a phrase wants them."""
        ends = self.segment.columns[TITLE_SIZE.name] if phrase.field is Field.TITLE else None
        near: set[int] = set()
        for count, document in enumerate(phrases.candidates(terms)):
            if count % _STEP == 0:
                current().check()
            if phrases.within(terms, document, phrase.slop, ends[document] if ends else _ANYWHERE):
                near.add(document)
        return near
