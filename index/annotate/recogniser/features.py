"""Features of tokens for the sequence labeller: strings, a list for each token.

What depends on a word alone is made once for each word. Neighbours' features carry their distance as
a prefix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from index.annotate.lexicon import word_set
from index.annotate.memo import Memo
from index.annotate.recogniser.documents import evidence
from index.annotate.recogniser.gazetteer import Gazetteer

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_INSIDE_NAMES = word_set("of the and for de del la al bin van der von da dos ibn on &")
_SHAPE = 8
_SHARE_OF_HEADLINE = 0.7
_KEPT = 1 << 15  # words, about 25 MB
_MOST_TOKENS = 500  # labelled at once: a sentence is shorter, what goes on without end costs memory
_LONGEST = 40

Features = list[str]
T = TypeVar("T")


Given = tuple[T, ...]
Word = tuple[str, str, Given[T], Given[T], Given[T], Given[T], Given[T]]
"""A word as the labeller sees it, also in lower case, and what it gives: to itself, the tokens one after, one
before, two after, two before it. They are plain tuples, which cost the collector of garbage nothing."""


def normalised(word: str) -> str:
    """A token as the labeller sees it: plain quotes and dashes, no stops in "U.S.", and not too long."""
    if not word.isascii():
        word = word.translate(_TYPOGRAPHY).encode("utf-8", "replace").decode()
    if "." in word and len(word) > 2:
        word = word.replace(".", "") or "."
    return word[:_LONGEST]


def shape(word: str) -> str:
    """The kinds of characters of a word in order, repetitions left out: "Xx", "X-X", "d"."""
    found: list[str] = []
    for char in word:
        if char.isupper():
            kind = "X"
        elif char.islower():
            kind = "x"
        else:
            kind = "d" if char.isdigit() else char
        if not found or found[-1] != kind:
            found.append(kind)
            if len(found) == _SHAPE:
                break
    return "".join(found)


class Describer(Generic[T]):
    """Makes the features of texts in the form that a labeller takes.

    Keeps what words and kinds of phrases give.
    """

    def __init__(self, gazetteer: Gazetteer, form: Callable[[Iterable[str]], list[T]]) -> None:
        """``form`` makes of features what the labeller takes, which may be fewer."""
        self._gazetteer = gazetteer
        self._form = form
        self._words: Memo[str, Word[T]] = Memo(self._of_word, _KEPT)
        self._phrases: Memo[tuple[str, ...], tuple[list[T], ...]] = Memo(self._of_phrases)
        self._places: Memo[tuple[int, ...], list[T]] = Memo(self._of_run_place)

    def sentences(self, words: Sequence[str], sentence: Sequence[int]) -> Iterator[list[list[T]]]:
        """The features of the tokens of each sentence of a text; an endless one comes in pieces.

        ``words`` are the tokens as written, ``sentence`` the number of each one's sentence.
        """
        if not words:
            return
        words_met = self._words
        plain, lower, *given = zip(*[words_met[word] for word in words], strict=True)
        signs = evidence(plain, lower, sentence, self._gazetteer)
        of_text = {word: self._form(found) for word, found in signs.items()}
        phrases = self._gazetteer.match(plain)
        first, total = 0, len(plain)
        while first < total:
            stop, most = first + 1, min(first + _MOST_TOKENS, total)
            while stop < most and sentence[stop] == sentence[first]:
                stop += 1
            rest = self._of_place(plain[first:stop], lower[first:stop], phrases[first:stop], of_text)
            yield self._of_sentence(lower[first:stop], [column[first:stop] for column in given], rest)
            first = stop

    def _of_place(
        self,
        plain: Sequence[str],
        lower: Sequence[str],
        phrases: Sequence[tuple[str, ...]],
        of_text: dict[str, list[T]],
    ) -> list[list[T]]:
        """What runs, phrases, the style of a sentence and the whole text give to its tokens."""
        rest = self._runs(plain, lower)
        for index, kinds in enumerate(phrases):
            if kinds:
                self._add_phrases(rest, index, kinds)
        for index, word in enumerate(plain):
            if word in of_text:
                rest[index] = rest[index] + of_text[word]
        style = self._form(_style(plain))
        if style:
            rest = [each + style for each in rest]
        return rest

    def _of_sentence(
        self, lower: Sequence[str], given: list[tuple[Given[T], ...]], rest: list[list[T]]
    ) -> list[list[T]]:
        """The features of one sentence's tokens: a column for each place that they come from.

        ``given`` are what its words give, in the order of :class:`Word`.
        """
        own, after, before, second_after, second_before = given
        nothing: Given[T] = ()
        form = self._form
        pairs = [f"{one}|{other}" for one, other in pairwise(lower)]
        befores = ["BOS", *["b-=" + pair for pair in pairs]]
        afters = [*["b+=" + pair for pair in pairs], "EOS"]
        columns = zip(
            own,
            (nothing, *after),
            (*before[1:], nothing),
            [form(both) for both in zip(befores, afters, strict=True)],
            (nothing, nothing, *second_after),
            (*second_before[2:], nothing, nothing),
            rest,
            strict=False,  # the words before go on after the last token
        )
        return [[*a, *b, *c, *d, *e, *f, *g] for a, b, c, d, e, f, g in columns]

    def _add_phrases(self, rest: list[list[T]], index: int, kinds: tuple[str, ...]) -> None:
        """Add what the phrases at a token of a sentence give to it and its neighbours."""
        here, following, preceding = self._phrases[kinds]
        rest[index] = rest[index] + here
        if index + 1 < len(rest):
            rest[index + 1] = rest[index + 1] + following
        if index:
            rest[index - 1] = rest[index - 1] + preceding

    def _of_word(self, written: str) -> Word[T]:
        """A word with the features that it gives to itself and to the tokens around it."""
        plain: str = normalised(written)
        lower: str = plain.lower()
        kinds: str = shape(plain)
        far: Features = [lower, f"s={kinds}", *self._lists(plain, lower)]
        near = [*far, f"x={lower[-3:]}"]
        form = self._form
        return (
            plain,
            lower,
            tuple(form(self._of_itself(plain, lower, kinds))),
            tuple(form(["-1" + each for each in near])),
            tuple(form(["+1" + each for each in near])),
            tuple(form(["-2" + each for each in far])),
            tuple(form(["+2" + each for each in far])),
        )

    def _of_itself(self, word: str, lower: str, kinds: str) -> Features:
        """The features of a word in itself, whose characters are of some kinds."""
        found = [f"w={lower}", f"W={word}", f"s={kinds}", f"n={min(len(word), 6)}"]
        found += [f"p{size}={lower[:size]}" for size in (2, 3, 4)]
        found += [f"x{size}={lower[-size:]}" for size in (1, 2, 3, 4)]
        found += self._lists(word, lower)
        if "-" in word:
            found += ["hyphen", f"hl={lower.rpartition('-')[2]}"]
        if len(word) > 3 and word.isupper():
            found += self._of_capitals(word)
        return found

    def _lists(self, word: str, lower: str) -> Features:
        """The lists of single words that a word is in."""
        found = [f"g={kind}" for kind in self._gazetteer.words.get(word, ())]
        return found + [f"G={kind}" for kind in self._gazetteer.lower.get(lower, ())]

    def _of_capitals(self, word: str) -> Features:
        """What the lists say of a word in capitals ("KYIV") as usually written."""
        usual = word.title()
        found = [f"c={kind}" for kind in self._gazetteer.words.get(usual, ())]
        return found + [f"c={kind}" for kind in self._gazetteer.match([usual])[0]]

    def _of_phrases(self, kinds: tuple[str, ...]) -> tuple[list[T], ...]:
        """The features that the phrases at a token give to it, to the next one and to the one before."""
        return tuple(self._form([sign + kind for kind in kinds]) for sign in ("z=", "z-=", "z+="))

    def _of_run_place(self, place: tuple[int, ...]) -> list[T]:
        """The feature of a token by how many others of its run stand before and after it."""
        before, after = place
        return self._form([f"rp={before},{after}"])

    def _runs(self, words: Sequence[str], lower: Sequence[str]) -> list[list[T]]:
        """For each capitalised token its place in its run, and the run's length, ends and surroundings."""
        nothing: list[T] = []
        found = [nothing] * len(words)
        places = self._places
        index, total = 0, len(words)
        while index < total:
            if not words[index][0].isupper():
                index += 1
                continue
            stop = index + 1
            while stop < total and (
                words[stop][0].isupper()
                or (lower[stop] in _INSIDE_NAMES and stop + 1 < total and words[stop + 1][0].isupper())
            ):
                stop += 1
            shared = self._form(self._of_run(words, lower, index, stop))
            for at in range(index, stop):
                found[at] = shared + places[min(at - index, 3), min(stop - at - 1, 3)]
            index = stop
        return found

    def _of_run(self, words: Sequence[str], lower: Sequence[str], first: int, stop: int) -> Features:
        """The features that all tokens of a run of capitalised ones share."""
        classes = self._gazetteer.words
        heads = "".join(kind for kind in classes.get(words[stop - 1], ()) if kind.endswith("head"))
        return [
            f"rl={min(stop - first, 4)}",
            f"rh={lower[stop - 1]}",
            f"rk={heads}",
            f"rf={'given' in classes.get(words[first], ())}",
            f"rb={lower[first - 1] if first else '^'}",
            f"ra={lower[stop] if stop < len(words) else '$'}",
        ]


class Extractor(Describer[str]):
    """Makes the features of texts as strings, which is what a model is trained on."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(gazetteer, list)


def _style(words: Sequence[str]) -> Features:
    """Whether a sentence is written as headlines are, or all in capitals."""
    alphabetic = [word for word in words if word[0].isalpha()]
    capital = sum(word[0].isupper() for word in alphabetic)
    found = []
    if len(alphabetic) > 3 and capital > _SHARE_OF_HEADLINE * len(alphabetic):
        found.append("headline")
    if len(alphabetic) > 2 and all(word.isupper() for word in alphabetic):
        found.append("capitals")
    return found
