"""What a whole text tells of its capitalised words: evidence from all places where a word stands.

After Chieu and Ng, "Named entity recognition: a maximum entropy approach using global information"
(COLING 2002): a word that is doubtful in one place is often clear in another.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.annotate.lexicon import word_set
from index.annotate.recogniser.gazetteer import Gazetteer

_LOCATIVE = word_set("in at near from across outside around throughout into toward towards inside through")
_AGENTIVE = frozenset(("'s", "has", "is", "was", "will", "plans"))
_HONORIFIC = frozenset(("mr", "ms", "mrs", "dr"))


def evidence(
    words: Sequence[str], lower: Sequence[str], sentence: Sequence[int], gazetteer: Gazetteer
) -> dict[str, list[str]]:
    """For each capitalised word of a text the features that its occurrences give it, in all."""
    signs: dict[str, set[str]] = {}
    reader = _Reader(words, lower, sentence, gazetteer, signs)
    index, total = 0, len(words)
    while index < total:
        index = reader.read_run(index) if words[index][0].isupper() else index + 1
    uncapitalised = {word for word in words if word.islower()}
    features = {}
    for word, found in signs.items():
        if word.lower() in uncapitalised:
            found.add("lower")
        joined = "+".join(sorted(found - {"middle", "lower", "agent"}))
        features[word] = [f"e={sign}" for sign in sorted(found)] + [f"E={joined}"]
    return features


class _Reader:
    """Notes for the words of each run of capitalised tokens what stands before, in and after it."""

    def __init__(
        self,
        words: Sequence[str],
        lower: Sequence[str],
        sentence: Sequence[int],
        gazetteer: Gazetteer,
        signs: dict[str, set[str]],
    ) -> None:
        self._words = words
        self._lower = lower
        self._sentence = sentence
        self._classes = gazetteer.words
        self._lower_classes = gazetteer.lower
        self._signs = signs

    def read_run(self, first: int) -> int:
        """Note what the run that starts at ``first`` tells; the token after it."""
        words, sentence = self._words, self._sentence
        stop = first + 1
        while stop < len(words) and sentence[stop] == sentence[first] and words[stop][0].isupper():
            stop += 1
        initial = first == 0 or sentence[first - 1] != sentence[first]
        before = "" if initial else self._lower[first - 1]
        name = self._after_titles(first, stop, before)
        if stop - first > 1:
            self._read_inside(first, name, stop)
        else:
            self._read_before(first, before)
        if not initial:
            self._add(first, "middle")
        if stop < len(words) and sentence[stop] == sentence[first]:
            self._read_after(stop)
        return stop

    def _add(self, index: int, sign: str) -> None:
        """Note a sign for the word at an index."""
        self._signs.setdefault(self._words[index], set()).add(sign)

    def _after_titles(self, first: int, stop: int, before: str) -> int:
        """The token after the titles that a run begins with; its words are marked as titled."""
        name = first
        while name < stop - 1 and "title" in self._lower_classes.get(self._lower[name], ()):
            name += 1
        if name > first or "title" in self._lower_classes.get(before, ()):
            for index in range(name, stop):
                self._add(index, "titled")
        return name

    def _read_inside(self, first: int, name: int, stop: int) -> None:
        """Note what the first and the last word of a run tell of each other."""
        if name < stop - 1 and "given" in self._classes.get(self._words[name], ()):
            self._add(stop - 1, "surname")
        head = self._classes.get(self._words[stop - 1], ())
        if "org-head" in head:
            self._add(first, "before-org-head")
        if "place-head" in head:
            self._add(first, "before-place-head")

    def _read_before(self, index: int, before: str) -> None:
        """Note what stands before a lone capitalised word."""
        if before in _LOCATIVE:
            self._add(index, "in")
        if before == "the":
            self._add(index, "the")
        if before in _HONORIFIC:
            self._add(index, "titled")

    def _read_after(self, stop: int) -> None:
        """Note what follows a run."""
        words, after = self._words, self._lower[stop]
        if "cue" in self._lower_classes.get(after, ()):
            self._add(stop - 1, "cue")
        if after in _AGENTIVE:
            self._add(stop - 1, "agent")
        following = self._lower[stop + 1] if stop + 1 < len(words) else ""
        if after == "who" or (after == "," and (following == "who" or following.isdigit())):
            self._add(stop - 1, "who")
        if after == "(" and stop + 2 < len(words) and words[stop + 2] == ")":
            acronym = words[stop + 1]
            if acronym.isupper() and len(acronym) > 1:
                self._add(stop + 1, "acronym")
