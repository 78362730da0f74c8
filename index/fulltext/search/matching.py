"""Which documents of one segment match a query."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.deadline import current
from index.fulltext.search import expansion, phrases
from index.fulltext.search.dates import between
from index.fulltext.search.expansion import all_starting, near, starting
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
        if isinstance(node, Prefix) and node.field is not Field.QUOTE and self._is_whole(node):
            documents = self._match_beginning(EXACT[node.field], node.term)
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

    def _is_whole(self, prefix: Prefix) -> bool:
        """Whether a beginning stands for all terms that begin so, and not just for the most frequent."""
        if not prefix.begun:
            return True
        return len(all_starting(self.segment, EXACT[prefix.field], prefix.term)) <= expansion.MOST_TYPED

    def _match_beginning(self, field: str, prefix: str) -> DocumentSet:
        """The documents of all terms that begin so."""
        size = self.segment.size
        indexes = all_starting(self.segment, field, prefix)
        bitmaps, documents = self.segment.documents_of_terms(field, indexes)
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
            expand = near if isinstance(leaf, Fuzzy) else starting if leaf.begun else all_starting
            self._expanded[key] = expand(self.segment, field, leaf.term)
        return self._expanded[key]

    def stems_near(self, leaf: Fuzzy) -> set[bytes]:
        """The stems of the words that a fuzzy word stands for."""
        lexicon = self.segment.lexicon(WORDS.name)
        words = [lexicon.term(index).decode("utf-8", "replace") for index in self._expand(WORDS.name, leaf)]
        return {encoded(stem(word)) for word in words}

    def _quoted(self, leaf: Prefix | Fuzzy) -> list[Postings]:
        """The postings of what is quoted, whose stems are found by way of the words."""
        lexicon = self.segment.lexicon(WORDS.name)
        words = [lexicon.term(index).decode("utf-8", "replace") for index in self._expand(WORDS.name, leaf)]
        stems = {encoded(stem(word)) for word in words}
        found = [self._snapshot.postings(self.segment, QUOTES.name, each) for each in sorted(stems)]
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
        for index in indexes:
            postings = self.segment.postings(field, index)
            places = self.segment.places(field, index, postings)
            starts = zip(postings.documents, postings.starts(), strict=False)
            found.update(document for document, start in starts if places[start] < sizes[document])
        return self._set(sorted(found)) & documents

    def _match_phrase(self, phrase: Phrase) -> DocumentSet:
        """The documents in which the terms of a phrase stand as it wants them."""
        field = EXACT[phrase.field]
        lasts = [encoded(phrase.terms[-1])]
        if phrase.prefix:
            lexicon = self.segment.lexicon(field)
            lasts = [lexicon.term(index) for index in starting(self.segment, field, phrase.terms[-1])]
        firsts = [encoded(term) for term in phrase.terms[:-1]]
        found: set[int] = set()
        for last in lasts:
            current().check()
            found |= self._standing(phrase, field, [*firsts, last])
        documents = self._set(sorted(found))
        if phrase.field is Field.QUOTE:
            for term in phrase.terms[: -1 if phrase.prefix else None]:
                documents = documents & self.match(Word(Field.QUOTE, term))
        return documents

    def _standing(self, phrase: Phrase, field: str, texts: Sequence[bytes]) -> set[int]:
        """The documents in which terms stand side by side, or as near as a phrase wants them."""
        terms = []
        for text in texts:
            postings = self._snapshot.postings(self.segment, field, text)
            if postings is None:
                return set()
            terms.append(phrases.PlacedTerm(self.segment, field, text, postings))
        documents = phrases.candidates(terms, adjacent=not phrase.slop)
        sizes = self.segment.columns[TITLE_SIZE.name]
        in_title = phrase.field is Field.TITLE
        if phrase.slop:
            ends = sizes if in_title else None
            near: set[int] = set()
            for count, document in enumerate(documents):
                if count % _STEP == 0:
                    current().check()
                if phrases.within(terms, document, phrase.slop, ends[document] if ends else 1 << 40):
                    near.add(document)
            return near
        found = phrases.adjacent(terms, documents) if documents else {}
        if in_title:
            size = len(terms)
            return {document for document, starts in found.items() if min(starts) + size <= sizes[document]}
        return set(found)
