"""Whether the clause around a date is about the future."""

from __future__ import annotations

import re

from index.annotate.lexicon import word_set

_SPAN = 160
"""Code points of a sentence that are looked at on either side, at most."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BREAK = re.compile(r"[,;:()\"“”«»—]|\s-\s|[.!?]\s|\n")
_REPORTING = word_set(
    """said told announced added reported wrote tweeted says posted stated confirmed testified ruled argued
    acknowledged warned urged claimed insisted revealed declared explained noted"""
)
_PAST = word_set(
    """was were had did came went began took made gave got met held won lost fell rose killed died left led
    saw became found sent struck shot broke ran spoke signed"""
)
_FUTURE = word_set(
    """will won't shall i'll we'll they'll he'll she'll it'll you'll scheduled slated upcoming tomorrow
    expects expected plans planned intends hopes due deadline going"""
)


def future(text: str, start: int, end: int) -> bool | None:
    """Whether the clause that holds ``start:end`` speaks of what is to come; None when it does not tell."""
    before = text[max(0, start - _SPAN) : start]
    cut = max((match.end() for match in _BREAK.finditer(before)), default=0)
    left = _WORD.findall(before[cut:].lower().replace("’", "'"))
    told = _last(left)
    if told is not None:
        return told
    begin = end + 1 if text[end : end + 1] == "," else end
    stop = min(len(text), begin + _SPAN)
    following = _BREAK.search(text, begin, stop)
    return _first(
        _WORD.findall(text[begin : following.start() if following else stop].lower().replace("’", "'"))
    )


def _last(words: list[str]) -> bool | None:
    """What the words before a date tell: the last verb decides, a participle after "will be" does not."""
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in _REPORTING:
            return _is_led(words, index)
        if word in _FUTURE:
            return True
        if word in _PAST or word.endswith("ed"):
            return _is_led(words, index)
    return None


def _is_led(words: list[str], index: int) -> bool:
    """Whether a participle stands after a future auxiliary: "will be announced", "is to be held"."""
    led = words[max(0, index - 4) : index]
    return any(word in _FUTURE for word in led) or led[-2:] == ["to", "be"]


def _first(words: list[str]) -> bool | None:
    """What the words after a date tell: the first verb decides."""
    for word in words:
        if word in _FUTURE:
            return True
        if word in _REPORTING or word in _PAST or word.endswith("ed"):
            return False
    return None
