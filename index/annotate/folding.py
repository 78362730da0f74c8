"""Texts without what spelling does not agree on: case, accents, letters of other alphabets' Latin."""

from __future__ import annotations

import re
import unicodedata

_POSSESSIVE = re.compile(r"['’`´]s\b")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
)


def fold(text: str) -> str:
    """A text without case, accents and possessive endings."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _POSSESSIVE.sub("", plain)
