"""Gold quotes, and what they say of the alternatives that the decoder sees.

A file has one document a line: a JSON object with "id", "text" and "quotes". A quote has "start", "end"
and "kind", the mention of its source as "speaker", "speaker_start" and "speaker_end", and the full name
it stands for as "speaker_name"; each may be null. Offsets count code points.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from index.annotate import document
from index.annotate.agreement import SAME, overlap
from index.annotate.attribution.decoding import Alternatives
from index.annotate.context import Context

PARTS = 5
"""Into how many parts documents are divided, of which one at a time is held out."""

_RELATIVE = frozenset({"who", "which", "that"})

Quote = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its quotes; ``part`` says together with which others it is held out."""

    id: str
    context: Context
    quotes: tuple[Quote, ...]
    part: int


def read(path: Path) -> Iterator[Gold]:
    """The documents of a file. Their parts depend on their ids alone."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        part = crc32(data["id"].encode()) % PARTS
        yield Gold(data["id"], document.prepare(data["text"]), tuple(data["quotes"]), part)


def quote_of(gold: Gold, number: int) -> Quote | None:
    """The marked gold quote that a passage is."""
    passage = gold.context.passages[number]
    best, share = None, SAME
    for quote in gold.quotes:
        here = overlap((passage.start, passage.end), (quote["start"], quote["end"]))
        if quote["kind"] != "indirect" and here >= share:
            best, share = quote, here
    return best


def is_reported(gold: Gold, number: int) -> bool:
    """Whether a passage overlaps words that the gold gives to anybody, marked or not."""
    passage = gold.context.passages[number]
    return any(quote["start"] < passage.end and passage.start < quote["end"] for quote in gold.quotes)


def right_sources(gold: Gold, quote: Quote, alternatives: Alternatives) -> set[int]:
    """The alternatives that are the gold mention: that overlap it, or that its "who" goes back to."""
    if quote.get("speaker_start") is None:
        return set()
    tokens = gold.context.tokens
    start, end = quote["speaker_start"], quote["speaker_end"]
    found = set()
    for index, source in enumerate(alternatives.sources):
        first, last = tokens.starts[source.subject.first], tokens.ends[source.subject.stop - 1]
        clause = source.clause
        relative = (
            quote["speaker"].lower() in _RELATIVE
            and clause is not None
            and clause.relative
            and last <= start <= tokens.starts[clause.cue]
        )
        if relative or min(end, last) > max(start, first):
            found.add(index)
    return found


def pronouns(gold: Gold) -> dict[int, str]:
    """The full names that personal pronouns stand for, by token, where the gold tells them."""
    at = {start: index for index, start in enumerate(gold.context.tokens.starts)}
    return {
        at[quote["speaker_start"]]: quote["speaker_name"]
        for quote in gold.quotes
        if quote.get("speaker_name")
        and (quote.get("speaker") or "").lower() in ("he", "she", "his", "her")
        and quote["speaker_start"] in at
    }


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: the words of one are among those of the other."""
    words, others = _words(one), _words(other)
    return bool(words and others) and (words <= others or others <= words)


def _words(name: str) -> set[str]:
    """The words of a name without accents, possessive endings and initials."""
    plain = unicodedata.normalize("NFKD", name).lower()
    plain = re.sub(r"['’]s\b", "", "".join(each for each in plain if not unicodedata.combining(each)))
    return {word for word in re.findall(r"[^\W\d_]+", plain) if len(word) > 1}
