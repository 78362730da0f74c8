"""A text as tokens, sentences and paragraphs, each with true offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from index.annotate.lexicon import organisations, word_set
from index.annotate.memo import Memo

# What follows the hyphen of "Washington-based" is no part of the name.
_TAILS = (
    "based|led|born|backed|owned|trained|educated|run|made|controlled|occupied|linked|funded|listed"
    "|wide|aligned"
)
_REST = r"[\w\u0300-\u036f]*"
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|['’]s\b"
    rf"|[a-z]{_REST}(?:(?:['’](?!s\b)|[-‑&])[^\W_]{_REST})*"
    rf"|[^\W_]{_REST}(?:(?:['’](?!s\b)|[-‑](?!(?:{_TAILS})\b)|&)[^\W_]{_REST})*"
    r"|\S"
)
_BREAK = re.compile(r"\n[ \t\r\f\v]*\n\s*|\n|\u2029")
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]")
_MAY_END = _ENDS | _CLOSERS
# A full stop after these does not end a sentence.
_ABBREVIATIONS = word_set(
    """mr mrs ms dr prof del atty amb ont alta sask calif fla mass conn sen rep gov gen col maj capt lt sgt
    cpl cmdr adm brig rev hon st jr sr vs etc no inc corp co ltd jan feb mar apr jun jul aug sep sept
    oct nov dec e.g i.e pres det const insp supt cllr coun fr ald messrs dept u.s. u.k. u.n."""
)
_CAMEL = re.compile(r"([A-Z][a-z]+|[A-Z]{2,}(?=[A-Z][a-z]))[A-Z][a-z]+")
_LONGEST_JOINED = 30
_WRAPPED_WIDTHS = range(50, 101)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, in parallel lists.

    ``starts`` and ``ends`` count code points of ``text``; ``words`` are the tokens as written and
    ``lower`` in lower case
    with straight apostrophes; ``sentence`` and ``paragraph`` number what each token belongs to.
    ``paragraphs`` are ranges of code points, ``sentence_starts`` the first token of each sentence.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lower: list[str]
    sentence: list[int]
    paragraph: list[int]
    paragraphs: list[tuple[int, int]]
    sentence_starts: list[int]

    def at(self, offset: int) -> int:
        """The index of the first token that ends after ``offset``."""
        return bisect_left(self.ends, offset + 1)

    def __len__(self) -> int:
        return len(self.words)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The ranges of the paragraphs: divided by line ends, but not where a long line only wraps."""
    found: list[tuple[int, int]] = []
    start = 0
    line = 0
    for match in _BREAK.finditer(text):
        wraps = match.group() == "\n" and _wraps(text, line, match.start(), match.end())
        line = match.end()
        if wraps:
            continue
        if text[start : match.start()].strip():
            found.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _wraps(text: str, line: int, end: int, following: int) -> bool:
    """Whether a line of the usual width goes on in the next one."""
    if end - line not in _WRAPPED_WIDTHS or following >= len(text):
        return False
    return text[end - 1] not in '.!?:"”’' and (text[following].islower() or text[end - 1] == ",")


def tokenize(text: str) -> Tokens:
    """Divide a text into tokens, sentences and paragraphs, in time linear in its length."""
    tokens = Tokens(text, [], [], [], [], [], [], paragraphs(text), [])
    starts, ends, words, lowered, sentence = (
        tokens.starts,
        tokens.ends,
        tokens.words,
        tokens.lower,
        tokens.sentence,
    )
    number, last = -1, ""
    for index, (start, end) in enumerate(tokens.paragraphs):
        fresh = True
        for match in _TOKEN.finditer(text, start, end):
            word, at = match.group(), match.start()
            if fresh or (last in _MAY_END and _opens_sentence(tokens, word, at)):
                number += 1
                tokens.sentence_starts.append(len(words))
                fresh = False
            for last, lower in _PARTS[word]:
                starts.append(at)
                at += len(last)
                ends.append(at)
                words.append(last)
                lowered.append(lower)
                sentence.append(number)
        tokens.paragraph.extend([index] * (len(words) - len(tokens.paragraph)))
    return tokens


def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """The words that a token consists of, each as written and in lower case with straight apostrophes."""
    joint = _joint(word)
    parts = (word[:joint], word[joint:]) if joint else (word,)
    return tuple((part, part.lower().replace("’", "'")) for part in parts)


def _joint(word: str) -> int:
    """Where two words have run together after a well-known name ("ReutersSmith"); 0 where none have."""
    if word.istitle() or word.islower() or word.isupper() or len(word) > _LONGEST_JOINED:
        return 0
    if word in organisations.NAMES:
        return 0
    match = _CAMEL.fullmatch(word)
    return match.end(1) if match and match.group(1) in organisations.NAMES else 0


_PARTS = Memo(_parts)


def _opens_sentence(tokens: Tokens, word: str, start: int) -> bool:
    """Whether a token is the first of a sentence, given those before it in its paragraph."""
    words = tokens.words
    last = words[-1]
    if last not in _MAY_END:
        return False
    if (
        word in _ENDS
        or word in _CLOSERS
        or not (word[0].isupper() or word[0].isdigit() or word[0] in "\"“‘'«„[(")
    ):
        return False
    if last in _ENDS and start == tokens.ends[-1] and word[0].isalnum():
        return False
    index = len(words) - 1
    first = tokens.sentence_starts[-1]
    while index >= first and index > len(words) - 4 and words[index] in _CLOSERS:
        index -= 1
    if index < first or words[index] not in _ENDS:
        return False
    return (
        words[index] != "."
        or index <= first
        or not _is_abbreviation(words[index - 1], tokens.lower[index - 1])
    )


def _is_abbreviation(word: str, lower: str) -> bool:
    """Whether a full stop after this word belongs to the word."""
    return lower in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word not in "I")
