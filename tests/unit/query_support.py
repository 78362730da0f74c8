"""A vocabulary of a few words, for what asks one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from index.query.nodes import Field
from index.query.terms import stem, term_texts

WORDS = {
    "government": 900,
    "governor": 200,
    "house": 700,
    "white": 600,
    "minister": 500,
    "ministers": 300,
    "ministry": 250,
    "committee": 80,
    "crane": 60,
    "cranes": 40,
    "harbour": 30,
    "receive": 20,
    "their": 800,
    "there": 850,
    "email": 15,
    "operation": 90,
    "co": 9,
    "tools": 50,
    "machine": 45,
    "zurich": 5,
    "putin": 70,
    "otieno": 12,
}
NAMES = {"Ruth Ellison": 9, "Sam Otieno": 4, "Elli": 2, "Bank of Hallam": 3, "O'Brien": 1}
SOURCES = {"Reuters": 40, "Hallam Post": 7}


class FakeVocabulary:
    """Words, names and sources in memory, which counts what it is asked."""

    def __init__(self, words: Mapping[str, int] = WORDS, titles: Sequence[str] = ()) -> None:
        self.words = dict(words)
        self.titles = {stem(word) for word in titles}
        self.stems: Counter[str] = Counter()
        for word, count in words.items():
            self.stems[stem(word)] = max(self.stems[stem(word)], count)
        self.asked = 0

    def count(self, field: Field, term: str) -> int:
        self.asked += 1
        if field is Field.SOURCE:
            return sum(count for name, count in SOURCES.items() if term in term_texts(name))
        return int(term in self.titles) if field is Field.TITLE else self.stems[term]

    def written(self, term: str) -> int:
        self.asked += 1
        return self.words.get(term, 0)

    def starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        self.asked += 1
        found = [(word, count) for word, count in self.words.items() if word.startswith(prefix)]
        return sorted(found, key=lambda each: -each[1])[:limit]

    def names(self, word: str) -> bool:
        self.asked += 1
        return any(word in term_texts(name) for name in NAMES)

    def name_words(self, prefix: str, limit: int) -> list[str]:
        self.asked += 1
        return [word for name in NAMES for word in term_texts(name) if word.startswith(prefix)][:limit]

    def names_starting(self, field: Field, prefix: str, limit: int) -> list[tuple[str, int]]:
        return _beginning(NAMES, prefix)[:limit] if field.is_name else []

    def sources_starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        return _beginning(SOURCES, prefix)[:limit]


def _beginning(names: Mapping[str, int], prefix: str) -> list[tuple[str, int]]:
    """The names of which each word of a prefix begins a word."""
    wanted = term_texts(prefix)
    return [
        (name, count)
        for name, count in sorted(names.items(), key=lambda each: -each[1])
        if all(any(word.startswith(each) for word in term_texts(name)) for each in wanted)
    ]
