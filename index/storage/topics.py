"""The words that tell a speaker's quotes from those of all others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log, sqrt

from index.models.profiles import Topic
from index.query.terms import iter_terms, stem, term_texts
from index.storage.stopwords import STOP_WORDS

MOST = 12
"""How many words are given, at most."""

PRIOR = 100.0
"""Quotes by which the rest of the archive speaks in the estimate of a word that is seldom seen."""

TELLING = 1.645
"""The z-score of a word that is given, at least: one in twenty reaches it by chance."""

_LOOKED_AT = 120
_FEWEST = 2
_SELDOM = 500
_SHORTEST = 3

Background = Callable[[Collection[str]], tuple[Mapping[str, int], int]]
"""In how many quotes of all each of some words stands, and how many quotes there are."""


def topics(quotes: Sequence[str], background: Background, names: Iterable[str]) -> tuple[Topic, ...]:
    """The most telling words of some quotes, the most telling first.

    ``names`` are the speaker's own, whose words are left out, as are stop words. Words are weighed by
    the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn: Fightin' Words,
    Political Analysis 16, 2008), where a quote counts once for a word: it has it or lacks it. Words of
    one stem count together and are shown as most quotes write the most frequent of them.
    """
    silent = STOP_WORDS.union(*(term_texts(name) for name in names))
    written = _Written(quotes)
    fewest = max(_FEWEST, len(quotes) // _SELDOM)
    wanted = [term for term, count in written.counts.items() if count >= fewest and _tells(term, silent)]
    others, total = background(wanted)
    weigh = _Weighing(len(quotes), total)
    best = sorted(wanted, key=lambda term: (-weigh(written.counts[term], others.get(term, 0)), term))
    weighed = []
    for forms in _groups(best[:_LOOKED_AT], written.counts, silent):
        # what is looked up for a rare form is not worth it: it is as rare among all quotes
        known = sum(others.get(term, written.counts[term]) for term in forms)
        weighed.append((weigh(written.most(forms), known), forms, known))
    weighed.sort(key=lambda each: (-each[0], each[1]))
    shown = [(forms, known) for _, forms, known in weighed[: 2 * MOST]]
    counted = zip(shown, written.count([forms for forms, _ in shown]), strict=True)
    found = [(weigh(count, known), forms, count) for (forms, known), count in counted if count >= _FEWEST]
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(
        Topic(written.surface(forms), count) for score, forms, count in found[:MOST] if score >= TELLING
    )


class _Written:
    """The words of some quotes, cut at white space first, since most such pieces come again and again."""

    def __init__(self, quotes: Sequence[str]) -> None:
        self._held = [set(text.split()) for text in quotes]
        self._pieces = Counter(chain.from_iterable(self._held))
        self._of_term = defaultdict[str, list[str]](list)
        self.counts = Counter[str]()
        """In how many quotes a term stands; a quote that writes it in two ways counts twice."""
        for piece, count in self._pieces.items():
            for term in set(term_texts(piece)):
                self.counts[term] += count
                self._of_term[term].append(piece)

    def most(self, forms: Sequence[str]) -> int:
        """How many quotes have one of some terms, at most."""
        return min(len(self._held), sum(self.counts[term] for term in forms))

    def count(self, groups: Sequence[Sequence[str]]) -> list[int]:
        """How many quotes have one of the terms of each group."""
        group_of = defaultdict[str, set[int]](set)
        for at, forms in enumerate(groups):
            for piece in self._pieces_of(forms):
                group_of[piece].add(at)
        every = group_of.keys()
        counts = Counter[int]()
        for pieces in self._held:
            if not pieces.isdisjoint(every):
                counts.update(set().union(*(group_of[piece] for piece in pieces & every)))
        return [counts[at] for at in range(len(groups))]

    def _pieces_of(self, forms: Iterable[str]) -> Iterator[str]:
        return (piece for term in forms for piece in self._of_term[term])

    def surface(self, forms: Sequence[str]) -> str:
        """How most quotes write the first of some terms; of several writings the one in small letters."""
        term, written = forms[0], Counter[str]()
        for piece in self._of_term[term]:
            word = next(piece[each.start : each.end] for each in iter_terms(piece) if each.text == term)
            written[word.removesuffix("'s").removesuffix("’s")] += self._pieces[piece]
        return min(written, key=lambda each: (-written[each], each.casefold() != each, each))


def _tells(term: str, silent: Collection[str]) -> bool:
    """Whether a term can be a topic."""
    return len(term) >= _SHORTEST and term not in silent and not term[0].isdigit()


class _Weighing:
    """The z-score of the log-odds ratio of a word between a speaker's quotes and all others."""

    def __init__(self, own: int, total: int) -> None:
        """``own`` counts the speaker's quotes, ``total`` all of the archive."""
        self._own = own
        self._total = max(total, own)

    def __call__(self, own: int, total: int) -> float:
        """The score of a word that ``own`` of the speaker's quotes have, and ``total`` of all."""
        total = max(own, min(total, self._total))
        others, rest = total - own, self._total - self._own
        share = (total + 0.5) / (self._total + 1)
        prior = PRIOR * share
        here, there = own + prior, min(others, rest) + prior
        lack, lack_there = self._own + PRIOR - here, rest + PRIOR - there
        ratio = log(here / lack) - log(there / lack_there)
        return ratio / sqrt(1 / here + 1 / lack + 1 / there + 1 / lack_there)


def _groups(best: Sequence[str], counts: Mapping[str, int], silent: Collection[str]) -> list[tuple[str, ...]]:
    """Terms with all counted terms of the same stem, each group once."""
    every = sorted(counts)
    found: dict[str, tuple[str, ...]] = {}
    for term in best:
        root = stem(term)
        if root not in found:
            alike = [each for each in _beginning(every, root) if stem(each) == root and each not in silent]
            found[root] = tuple(sorted({term, *alike}, key=lambda each: (-counts[each], each)))
    return list(found.values())


def _beginning(terms: Sequence[str], root: str) -> Iterator[str]:
    """Those of some terms in order that can have a stem, of which the last letter may be another."""
    beginning = root[: max(_SHORTEST, len(root) - 1)]
    at = bisect_left(terms, beginning)
    while at < len(terms) and terms[at].startswith(beginning):
        yield terms[at]
        at += 1
