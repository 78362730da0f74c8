"""Labelled texts for training: read, cut into tokens, and brought to one convention."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.annotate.lexicon import people, places
from index.annotate.recogniser.tags import spans
from index.annotate.tokens import tokenize

KINDS = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC", "MISC": "MISC"}
_MARKED = re.compile(r"\[\[([^\[\]|]+)\|(PER|ORG|LOC|MISC)\]\]")

Labelled = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text as tokens, with the number of each one's sentence and its BIO tag."""

    words: Sequence[str]
    sentence: Sequence[int]
    tags: Sequence[str]


def read_gold(path: Path) -> list[Document]:
    """The documents of a file of JSON lines {"text", "entities": [{"start", "end", "label"}]}.

    Offsets count code points. Labels are PERSON, ORG, PLACE and MISC; others are left out.
    """
    documents = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            entities = [
                (entity["start"], entity["end"], KINDS[entity["label"]])
                for entity in record["entities"]
                if entity["label"] in KINDS
            ]
            documents.append(_document(record["text"], entities))
    return documents


def read_marked(path: Path) -> list[Document]:
    """The documents of a text with entities marked as ``[[name|KIND]]``.

    A blank line divides documents, a line is a paragraph, "# " opens a headline; lines that begin with
    ";" are remarks.
    """
    documents = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith(";")]
        if lines:
            documents.append(_document(*_unmarked(lines)))
    return documents


def _unmarked(lines: Iterable[str]) -> tuple[str, list[Labelled]]:
    """The plain text of marked lines, and where its entities stand."""
    text = ""
    entities: list[Labelled] = []
    for line in lines:
        if text:
            text += "\n\n"
        position = 0
        line = line.removeprefix("# ").strip()
        for match in _MARKED.finditer(line):
            text += line[position : match.start()]
            entities.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            position = match.end()
        text += line[position:]
    return text, entities


def _document(text: str, entities: Iterable[Labelled]) -> Document:
    """A document from a text and its entities; where two overlap the first one counts."""
    tokens = tokenize(text)
    tags = ["O"] * len(tokens)
    for start, end, kind in entities:
        start, end = without_ends(text, start, end)
        first, last = tokens.at(start), tokens.at(end - 1)
        if first > last or last >= len(tokens) or (kind == "MISC" and text[start:end].islower()):
            continue
        if all(tag == "O" for tag in tags[first : last + 1]):
            tags[first : last + 1] = _tags(kind, last + 1 - first)
    return Document(tokens.words, tokens.sentence, list(_harmonised(tokens.words, tags)))


def _tags(kind: str, count: int) -> list[str]:
    """The BIO tags of one entity."""
    return [f"B-{kind}"] + [f"I-{kind}"] * (count - 1)


def without_ends(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without a leading article and a closing possessive, which corpora treat differently."""
    if text[start:end].lower().startswith("the ") and end - start > len("the "):
        start += len("the ")
    if text[start:end].endswith(("'s", "’s")) and end - start > len("'s"):
        end -= len("'s")
    return start, end


def _harmonised(words: Sequence[str], tags: Sequence[str]) -> Iterator[str]:
    """The tags by one convention: no titles in persons, countries as places, demonyms as others."""
    index = 0
    for first, stop, kind in spans(tags):
        yield from tags[index:first]
        surface = " ".join(words[first:stop])
        if kind in ("ORG", "MISC") and surface in places.COUNTRY_OF_NAME:
            kind = "LOC"
        elif kind != "MISC" and surface in places.DEMONYMS:
            kind = "MISC"
        begin = _after_titles(words, first, stop) if kind == "PER" else first
        yield from ["O"] * (begin - first)
        yield from _tags(kind, stop - begin)
        index = stop
    yield from tags[index:]


def _after_titles(words: Sequence[str], first: int, stop: int) -> int:
    """Where a person's name begins after titles."""
    begin = first
    while begin < stop - 1:
        lower = words[begin].lower()
        title = lower in people.TITLES or lower in people.HONORIFICS or (lower == "." and begin > first)
        if not title or lower in people.KEPT_TITLES:
            break
        begin += 1
    return begin
