"""What an article is made of in 128 bits, so that edited copies of it differ in few of them.

A simhash (Charikar 2002; Manku, Jain and Das Sarma 2007) over pairs of neighbouring words: each pair
votes for or against each bit, and the majority sets it. What votes:

- each distinct word once, where it stands first, so that the columns of a table do not outvote a text;
- short words in Latin letters not at all: they are in every article;
- figures twice: this week's report differs from last week's in its figures alone.

| | |
| --- | --- |
| length | 128 bits (``BITS``): of 64, nine of ten pairs would be strangers once copies cut short are near |
| near | at most 33 bits differ (``FARTHEST``); of two strangers 64 do, with a standard deviation of 5.7 |
| short texts | of fewer than 40 votes, some 80 words (``FEWEST_VOTES``): only an equal one is near |

How it was measured, and on what: docs/search.md. The votes are counted for all bits at once, as columns
of bits of one long integer (carry-save addition).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

BITS = 128
"""The length of a signature in bits; as bytes it takes 16."""

FARTHEST = 33
"""In how many bits the signatures of near-duplicates may differ."""

FEWEST_VOTES = 40
"""Texts with fewer votes are compared as a whole: each of their words moves too many bits."""

_BYTES = BITS // 8
_TURN = 42
_SHORTEST_WORD = 4
_KEPT_WORDS = 65536


class _Votes(dict[str, bytes]):
    """The votes of words: 16 bytes, 32 of a figure, none of a short word. Fills itself."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        self[word] = found = vote(word)
        return found


def vote(word: str) -> bytes:
    """What one word says for each bit: 16 bytes, 32 of a figure, none of a short word."""
    figure = word[:1].isdigit()
    if len(word) < _SHORTEST_WORD and not figure and word.isascii():
        return b""
    return blake2b(
        word.encode("utf-8", "surrogatepass"), digest_size=2 * _BYTES if figure else _BYTES
    ).digest()


_vote_of = _Votes().__getitem__


def signature(terms: Iterable[str]) -> int:
    """The signature of an article: an integer of at most :data:`BITS` bits, 0 if it has no terms.

    ``terms`` are those of the whole article in order, as :func:`index.query.terms.term_texts` finds
    them; only the first of equal ones counts, so that the distinct ones in the order in which they
    first appear give the same. The same terms give the same signature everywhere and for ever.
    """
    distinct = dict.fromkeys(terms)
    return signature_of(map(_vote_of, distinct), distinct)


def signature_of(votes: Iterable[bytes], distinct: Iterable[str]) -> int:
    """The signature by what :func:`vote` gives for each of the ``distinct`` terms.

    The terms themselves are read for a short text only.
    """
    joined = b"".join(votes)
    count = len(joined) // _BYTES - 1
    if count < FEWEST_VOTES:
        return _whole(distinct)
    words = int.from_bytes(joined, "little")
    # Each word meets the next two, turned, so that "a b" is not "b a".
    pairs = (words ^ (words >> (BITS + _TURN))) & ((1 << BITS * count) - 1)
    return _above(_sums(pairs, count), count // 2) or 1


def is_near(one: int, other: int) -> bool:
    """Whether two signatures are those of near-duplicates; an article without terms is near to none."""
    return (one ^ other).bit_count() <= FARTHEST and one != 0 and other != 0


def _whole(terms: Iterable[str]) -> int:
    """The signature of a short text: a digest of all its terms."""
    text = " ".join(terms)
    if not text:
        return 0
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return int.from_bytes(digest, "little") or 1


def _sums(rows: int, count: int) -> list[int]:
    """How many of ``count`` rows of :data:`BITS` bits have each bit, as binary digits, the lowest first.

    The bit *b* of the *i*-th integer is the digit *i* of the sum of column *b*. The upper half of the
    rows is added to the lower until one is left.
    """
    digits = [rows]
    while count > 1:
        count = (count + 1) // 2
        width = count * BITS
        lower = (1 << width) - 1
        carry = 0
        added = []
        for digit in digits:
            one, other = digit & lower, digit >> width
            either = one ^ other
            added.append(either ^ carry)
            carry = (one & other) | (either & carry)
        digits = [*added, carry] if carry else added
    return digits


def _above(digits: list[int], bound: int) -> int:
    """The bits whose sums, given as binary digits, are greater than ``bound``."""
    greater, equal = 0, (1 << BITS) - 1
    for place in reversed(range(max(len(digits), bound.bit_length()))):
        digit = digits[place] if place < len(digits) else 0
        if bound >> place & 1:
            equal &= digit
        else:
            greater |= equal & digit
            equal &= ~digit
    return greater
