"""Plain-text files as they come from the web: one article a file, with what the page had around it."""

from __future__ import annotations

import re
from io import BufferedReader

from index.formats import dateline
from index.formats.base import Format, Items
from index.formats.boilerplate import without_furniture
from index.formats.captions import is_caption, is_caption_below
from index.formats.encoding import decode
from index.formats.headline import read_head
from index.formats.layout import paragraphs
from index.formats.metadata import completed, fuller
from index.formats.outlets import outlet, rights_holder
from index.models import Draft, Problem
from index.text import clean, clean_line

LARGEST = 20 * 1024 * 1024

_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|rss|feed|head|body)\b", re.I)


def read(stream: BufferedReader, origin: str) -> Items:
    """Yield the one article of a text file of at most 20 MB, or the problem with it."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield Problem(origin, f"is larger than {LARGEST >> 20} MB, too large for one article")
        return
    draft = read_article(decode(data), origin)
    yield draft if draft is not None else Problem(origin, "holds no text of an article")


def read_article(text: str, origin: str) -> Draft | None:
    """Return the article of a text as a web page gives it, or None if it holds none.

    Page furniture, captions and a doubled title are left out; the title, the source, the author and the
    date are told by their form and place above the text. The title of a text without a headline is
    empty. A date of change counts only for the year of a dateline that has none.
    """
    whole = paragraphs(clean(text))
    site = next(filter(None, map(rights_holder, reversed(whole))), None)
    lines = without_furniture(whole)
    lines = lines[:1] + [line for line in lines[1:] if not is_caption_below(line)]
    head = read_head([line for line in lines if not is_caption(line)], site)
    body = head.rest
    if not body:
        return None
    label, body[0] = dateline.source_label(body[0])
    opening = dateline.find(body)
    return Draft(
        title=clean_line(head.title),
        body="\n\n".join(body),
        source=_line(head.source or label or opening.source or outlet(site or "")),
        author=_line(head.author),
        published=completed(fuller(head.published, opening.published), head.updated),
        dateline=_line(opening.text),
        address=head.address,
        origin=origin,
    )


def _line(text: str | None) -> str | None:
    """A field as one clean line, or None if it is empty."""
    return (clean_line(text) or None) if text else None


def _sniff(head: bytes) -> bool:
    """Whether the head of a text file is anything but markup."""
    return _MARKUP.match(head) is None


FORMAT = Format("plain text", (".txt", ".text", ".md"), _sniff, read, rank=9)
