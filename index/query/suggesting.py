"""What somebody may have meant whose query finds nothing: near words that the archive knows.

Candidates are made by editing a word, as Norvig ("How to write a spelling corrector", 2007) does it, and
looked up one by one; the vocabulary is not scanned. Words two edits away are looked for among the most
frequent ones with the same beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2
from string import ascii_lowercase

from index.models import Suggestion as Suggestion
from index.query.nodes import Field, Query
from index.query.scan import Kind
from index.query.terms import Term, compound, stands_alone, stem
from index.query.values import Value, iter_values
from index.query.vocabulary import Vocabulary

MOST_LOOKUPS = 4000
"""Look-ups in the vocabulary for one query."""

_SHORTEST, _SHORTEST_TWICE = 3, 6  # letters of a word that may have one slip, or two
_LONGEST = 24  # letters of a word that is corrected
_SHORTEST_HALF = 3  # letters of either half of a word that is split
_SAME_BEGINNING = 400  # words with the same beginning that are compared
_MOST_LETTERS = 48  # letters of an alphabet other than English that are tried
_SHORTLIST = 8

_SWAP, _EDIT, _TWO_EDITS, _SPLIT, _OTHER_FIRST = 0.75, 1.0, 2.0, 1.5, 0.5
_BITS = 6.0  # a word one edit farther away must be 2**6 times as frequent


def suggest(query: Query, vocabulary: Vocabulary) -> Suggestion | None:
    """What may have been meant by a query that found nothing; None if no word can be corrected.

    Only words that the archive does not know are replaced, and excluded ones are left alone. Quotation
    marks, fields and operators stay as typed. Whether the corrected query finds anything is not asked.
    At most ``MOST_LOOKUPS`` look-ups.
    """
    speller = _Speller(vocabulary)
    asked = [each for each in _asked(query.text) if not speller.knows(each)]
    replaced: list[tuple[int, int, str]] = []
    for each in asked:
        if replaced and each.term.start < replaced[-1][1]:
            continue
        found = speller.join(each, query.text) or speller.correct(each, query.text)
        if found and (not replaced or found[0] >= replaced[-1][1]):
            replaced.append(found)
    if not replaced:
        return None
    return Suggestion(_replace(query.text, replaced), tuple(replaced))


def unknown_words(query: Query, vocabulary: Vocabulary) -> tuple[tuple[int, int], ...]:
    """Where a query has words that the archive does not know, excluded ones left out: code points of it."""
    speller = _Speller(vocabulary)
    return tuple((each.term.start, each.term.end) for each in _asked(query.text) if not speller.knows(each))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A term of a query, with the terms beside it that only white space divides from it."""

    value: Value
    term: Term
    before: Term | None
    after: Term | None

    @property
    def field(self) -> Field:
        return self.value.field or Field.TEXT

    @property
    def begins(self) -> bool:
        """Whether it is a beginning, like ``minist*``."""
        piece = self.value.piece
        return piece.kind is Kind.WORD and piece.text.endswith("*") and self.term.end == piece.end - 1

    @property
    def single(self) -> bool:
        """Whether it can become two words as it stands, without quotation marks."""
        piece = self.value.piece
        if piece.kind is Kind.PHRASE:
            return True
        return not self.value.direct and (self.term.start, self.term.end) == (piece.start, piece.end)


def _asked(text: str) -> list[_Asked]:
    """The terms of a query that must be found, but for fuzzy ones, which find what is near by themselves."""
    terms = [
        (value, term)
        for value in iter_values(text)
        if value.field and not value.excluded and not _is_fuzzy(value)
        for term in value.terms()
    ]
    found = []
    for i, (value, term) in enumerate(terms):
        before = terms[i - 1][1] if i and _joins(text, terms[i - 1], terms[i]) else None
        after = terms[i + 1][1] if i + 1 < len(terms) and _joins(text, terms[i], terms[i + 1]) else None
        found.append(_Asked(value, term, before, after))
    return found


def _is_fuzzy(value: Value) -> bool:
    """Whether a word is marked as one that may be misspelt."""
    return value.piece.kind is Kind.WORD and value.piece.text.endswith("~")


def _joins(text: str, left: tuple[Value, Term], right: tuple[Value, Term]) -> bool:
    """Whether two terms could be one word: the same field and nothing but spaces between them."""
    same = left[0].keyword == right[0].keyword and not right[0].direct
    return same and text[left[1].end : right[1].start].isspace()


class _Speller:
    """Corrects terms by what a vocabulary knows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lookups = 0

    def knows(self, asked: _Asked) -> bool:
        """Whether the archive has a term in any field of its kind, or need not."""
        term = asked.term.text
        if len(term) > _LONGEST or len(term) < _SHORTEST or stands_alone(term) or not term.isalpha():
            return True
        if asked.begins:
            return self._begun(asked.field, term) > 0
        if self._written(asked.field, term):
            return True
        if not asked.field.stemmed:
            return False
        word = asked.value.piece.text
        exact = word.startswith("=") or asked.value.piece.kind is Kind.PHRASE
        if not exact and (self._vocabulary.count(Field.TEXT, stem(term)) or self._vocabulary.names(term)):
            return True
        parts = [each.text for each in asked.value.terms()]
        whole = compound(word, parts) if len(parts) > 1 and not exact else None
        return whole is not None and self._vocabulary.written(whole) > 0

    def join(self, asked: _Asked, text: str) -> tuple[int, int, str] | None:
        """A term and the one beside it as one word, if the archive knows that."""
        for left, right in ((asked.before, asked.term), (asked.term, asked.after)):
            if left and right and self._look_up(asked.field, left.text + right.text):
                return left.start, right.end, _like(text[left.start], left.text + right.text)
        return None

    def correct(self, asked: _Asked, text: str) -> tuple[int, int, str] | None:
        """What stands in place of a term, and where; None if nothing is near."""
        term, start, end = asked.term
        best = self._best(asked)
        if best is None:
            return None
        word = _like(text[start], best)
        if " " in best and not asked.single:
            piece = asked.value.piece
            if (start, end) != (piece.start, piece.end):
                return None
            word = f'"{word}"'
        return (start, end, word) if best != term else None

    def _best(self, asked: _Asked) -> str | None:
        """The most likely word, or two words with a space between."""
        scored: dict[str, float] = {}
        for word, cost, count in self._candidates(asked):
            score = log2(1 + count) - _BITS * (cost + _OTHER_FIRST * (word[0] != asked.term.text[0]))
            if score > scored.get(word, float("-inf")):
                scored[word] = score
        ranked = sorted(scored, key=lambda word: (-scored[word], word))[:_SHORTLIST]
        if asked.field in (Field.TITLE, Field.QUOTE) and not asked.begins:
            ranked = [
                word
                for word in ranked
                if all(self._vocabulary.count(asked.field, stem(part)) for part in word.split())
            ]
        return ranked[0] if ranked else None

    def _candidates(self, asked: _Asked) -> Iterator[tuple[str, float, int]]:
        """Known words near a term, with what the way to them costs, and their counts."""
        term, field = asked.term.text, asked.field
        look_up = self._begins_some if asked.begins else self._look_up
        for word, cost in _edits(term, self._alphabet(term)).items():
            if count := look_up(field, word):
                yield word, cost, count
        if asked.begins:
            return
        for at in range(_SHORTEST_HALF, len(term) - _SHORTEST_HALF + 1):
            left, right = term[:at], term[at:]
            if (count := self._look_up(field, left)) and (other := self._look_up(field, right)):
                yield f"{left} {right}", _SPLIT, min(count, other)
        if len(term) >= _SHORTEST_TWICE:
            yield from self._two_edits(field, term)

    def _two_edits(self, field: Field, term: str) -> Iterator[tuple[str, float, int]]:
        """Words two edits away: letters that are doubled and should not be, or the same beginning."""
        from rapidfuzz.distance import OSA

        words = {word for once in _doublings(term) for word in _doublings(once)}
        for size in (1, 2, 3):
            words.update(self._beginning(field, term[:size]))
        for word in sorted(words):
            if OSA.distance(term, word, score_cutoff=2) == 2 and (count := self._look_up(field, word)):
                yield word, _TWO_EDITS, count

    def _beginning(self, field: Field, prefix: str) -> Sequence[str]:
        """Frequent words that begin so."""
        if field.is_name:
            return self._vocabulary.name_words(prefix, _SAME_BEGINNING)
        if field is Field.SOURCE:
            return ()
        return [word for word, _ in self._vocabulary.starting(prefix, _SAME_BEGINNING)]

    def _alphabet(self, term: str) -> str:
        """The letters that an edit may put in."""
        if term.isascii():
            return ascii_lowercase
        near = "".join(word for word, _ in self._vocabulary.starting(term[0], _SAME_BEGINNING))
        return "".join(sorted({each for each in term + near if each.isalpha()})[:_MOST_LETTERS])

    def _look_up(self, field: Field, word: str) -> int:
        """The count of a word as :meth:`_written` has it, as long as look-ups are left."""
        self._lookups += 1
        return self._written(field, word) if self._lookups <= MOST_LOOKUPS else 0

    def _written(self, field: Field, word: str) -> int:
        """In how many articles a word stands as it is written; of names and sources at least one, if any."""
        if field.is_name:
            return max(1, self._vocabulary.written(word)) if self._vocabulary.names(word) else 0
        if field is Field.SOURCE:
            return self._vocabulary.count(field, word)
        return self._vocabulary.written(word)

    def _begins_some(self, field: Field, prefix: str) -> int:
        """The count of the most frequent word that begins so, as long as look-ups are left."""
        self._lookups += 1
        return self._begun(field, prefix) if self._lookups <= MOST_LOOKUPS else 0

    def _begun(self, field: Field, prefix: str) -> int:
        """The count of the most frequent word that begins so."""
        if field.is_name:
            return int(bool(self._vocabulary.name_words(prefix, 1)))
        if field is Field.SOURCE:
            return sum(count for _, count in self._vocabulary.sources_starting(prefix, 1))
        return sum(count for _, count in self._vocabulary.starting(prefix, 1))


def _edits(term: str, alphabet: str) -> dict[str, float]:
    """The words one edit away, with what it costs: letters swapped, doubled, left out, changed or added."""
    swaps = (term[:at] + term[at + 1] + term[at] + term[at + 2 :] for at in range(len(term) - 1))
    edits = dict.fromkeys((*swaps, *_doublings(term)), _SWAP)
    for at in range(len(term) + 1):
        head, tail, rest = term[:at], term[at:], term[at + 1 :]
        edits.setdefault(head + rest, _EDIT)
        for letter in alphabet:
            edits.setdefault(head + letter + tail, _EDIT)
            edits.setdefault(head + letter + rest, _EDIT)
    edits.pop(term, None)
    return edits


def _doublings(term: str) -> list[str]:
    """The words with one letter more or less that stands beside its like."""
    more = [term[:at] + letter + term[at:] for at, letter in enumerate(term)]
    return more + [term[:at] + term[at + 1 :] for at in range(1, len(term)) if term[at] == term[at - 1]]


def _like(first: str, word: str) -> str:
    """A word with a capital where the one typed has it; never an operator."""
    return word[:1].upper() + word[1:] if first.isupper() else word


def _replace(text: str, replaced: Sequence[tuple[int, int, str]]) -> str:
    """A text with other words in some places."""
    parts, at = [], 0
    for start, end, word in replaced:
        parts += [text[at:start], word]
        at = end
    return "".join([*parts, text[at:]])
