"""``newsreader annotate``: entities and quotes of documents that belong to no archive.

Documents come as JSON lines {"id", "text"}, with the date "published" where it is known. Each is
answered as soon as it is read, in the same order, unless names are linked across documents: that needs
all of them.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.models import UNKNOWN_DATE, Annotations, PartialDate
from reader import fields
from reader.context import Context
from reader.exits import Exit, UsageError
from reader.parser import Parser, word

TAKES_QUERY = False


@dataclass(frozen=True, slots=True)
class Document:
    """One line of the input: its number from 1 on, the id as it was given, the text, and its date.

    The date is None when the line gives one that is not understood.
    """

    line: int
    identity: str | int | float | None
    text: str
    published: PartialDate | None


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader annotate",
        'Find entities and quotes in JSON lines {"id", "text", "published"} '
        'and print JSON lines {"id", "entities", "quotes"}. "published" may be left out; it is the date '
        '("2024-04-15", "2024-04", "2024") from which days that the text names ("Monday") are counted. '
        "Offsets count Unicode code points of the text as given. No archive is touched.",
        [
            "newsreader annotate articles.jsonl > annotations.jsonl",
            "jq -c '{id, text, published}' dump.jsonl | newsreader annotate --link "
            "| jq -r '.quotes[].speaker_name'",
        ],
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="-", type=word, help="JSON lines (standard input)"
    )
    parser.add_argument(
        "--link", action="store_true", help="read all first; the same person has the same id everywhere"
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Annotate every line; a broken one is told by its number and the rest goes on."""
    broken: list[int] = []
    with _opened(options.file) as lines:
        pairs = _annotated(_documents(lines, broken, context), broken, context)
        for document, annotations in _linked(pairs) if options.link else pairs:
            found = fields.of_annotations(document.identity, document.text, annotations)
            context.output.json(found)
    return Exit.FAILED if broken else Exit.FINE


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for "-"."""
    if name != "-":
        with Path(name).open("rb") as file:
            yield file
    elif sys.stdin is None:
        raise UsageError("standard input is closed; name a file: newsreader annotate FILE")
    else:
        yield sys.stdin.buffer


def _documents(lines: BinaryIO, broken: list[int], context: Context) -> Iterator[Document]:
    """The documents of the lines that can be read; the numbers of the others go to ``broken``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = _document(number, line)
        except (ValueError, RecursionError) as error:
            broken.append(number)
            reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
            context.errors.note(
                f'line {number} is left out: {reason}; each line must be {{"id": ..., "text": "..."}}'
            )
        else:
            if document.published is None:
                context.errors.note(
                    f'line {number}: "published" is not understood and does not count; '
                    "write 2024-04-15, 2024-04 or 2024"
                )
            yield document


def _document(number: int, line: bytes) -> Document:
    """One line as a document; raises ValueError with the reason if it is none."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at character {error.pos})") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ValueError('no "text"')
    identity = value.get("id")
    if isinstance(identity, bool | list | dict) or (
        isinstance(identity, float) and not math.isfinite(identity)
    ):
        raise ValueError('"id" is neither a string nor a number')
    return Document(number, identity, value["text"], _published(value.get("published")))


def _published(value: object) -> PartialDate | None:
    """The date that a field gives; None for a field that gives something else."""
    from index.formats.dates import parse_date

    if value in (None, ""):
        return UNKNOWN_DATE
    date = parse_date(value)
    return date if date.known else None


def _annotated(
    documents: Iterator[Document], broken: list[int], context: Context
) -> Iterator[tuple[Document, Annotations]]:
    """Each document with its annotations; one on which the annotator fails does not stop the rest.

    Raises EngineError when the recogniser that is set cannot be loaded.
    """
    from index.annotate import annotate, engines

    engines.recogniser()
    for document in documents:
        try:
            annotations = annotate(document.text, published=document.published or UNKNOWN_DATE)
        except Exception as error:
            if os.environ.get("NEWSREADER_DEBUG"):
                raise
            broken.append(document.line)
            context.errors.note(f"line {document.line} is left out: {type(error).__name__}: {error}")
        else:
            yield document, annotations


def _linked(pairs: Iterator[tuple[Document, Annotations]]) -> Iterator[tuple[Document, Annotations]]:
    """All documents, with the ids of persons the same across them."""
    from index.annotate.linking import link

    read = list(pairs)
    yield from zip((document for document, _ in read), link([found for _, found in read]), strict=True)
