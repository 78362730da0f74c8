"""What the screen says of a quote: what its attribution rests on, and where it is from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from index.models import Quote, QuoteInArticle, QuoteKind
from reader.tui.cells import ELLIPSIS, Part, cut, printable
from reader.tui.styles import BOLD, CHAIN, CUE, EVIDENCE, PLAIN, UNSURE
from reader.tui.voices import NOBODY, speaker_name

ARROW = " → "
LEAST_NAME = 8
"""Cells that a name is cut to, at least."""

UNNAMED = "Nobody is named as the speaker of these words."
NO_NAME, NO_NAME_SHORT = "the text names nobody; ", "unnamed: "
WIDE = 60
"""Cells from which on there is room for sentences."""


def evidence_parts(quote: Quote, text: str, width: int) -> list[Part]:
    """What an attribution rests on, in at most ``width`` cells, each piece as it is marked in the text.

    It reads “he” said → “Mr. Hale” → “Robert Hale” · 93 % sure; where there is no room for all, the
    names in the middle are left out first. ``text`` is that of the article. Where the speaker has no
    name, that is said before.
    """
    if quote.speaker is None and quote.speaker_name is None:
        return [(cut(UNNAMED, width), PLAIN)]
    name = quote.speaker_name
    lead: Part = ("? " if quote.doubtful else "", UNSURE)
    unnamed: Part = ("" if name else NO_NAME if width >= WIDE else NO_NAME_SHORT, PLAIN)
    end: Part = (f" · {certainty(quote)}", PLAIN)
    room = max(1, width - cell_len(lead[0] + unnamed[0] + end[0]))
    around = cell_len(f"“” {quote.cue or ''}{ARROW}{ELLIPSIS}{ARROW}“”")
    most = max(LEAST_NAME, (room - around) // 2)
    links = [_said(quote, most), *_names(quote, text, name, most)]
    first, last = links[0], links[-1]
    offered = (
        links,
        [first, [(ELLIPSIS, PLAIN)], last],
        [first, last],
        [[(cut(printable(name or quote.speaker or ""), room), BOLD)]],
    )
    chosen = next((each for each in offered if _cells(each) <= room), offered[-1])
    return [lead, unnamed, *[part for link in chosen for part in [(ARROW, PLAIN), *link]][1:], end]


def certainty(quote: Quote) -> str:
    """How sure an attribution is, in words."""
    return "your word" if quote.corrected else f"{quote.confidence:.0%} sure".replace("%", " %")


def citation(found: QuoteInArticle, address: str | None = None) -> str:
    """A quote with speaker, date, source, title and number of its article, on one line for a report.

    ``address`` is where the article is from, if that is known.
    """
    quote, article = found.quote, found.article
    words = " ".join(quote.text.split())
    if quote.kind is not QuoteKind.INDIRECT:
        words = f"“{words}”"
    who = speaker_name(quote)
    if quote.doubtful:
        who += f" (?, {certainty(quote)})"
    title = f"“{article.title}”" if article.title else ""
    date, number = str(article.published) or "undated", f"article {article.id}"
    where = (who, date, article.source, title, number, address)
    return printable(f"{words} ({', '.join(part for part in where if part)})")


def named_as(quote: Quote) -> str:
    """The speaker as an article names them, and who that is if the name is another."""
    if quote.speaker is None:
        who = quote.speaker_name or NOBODY
    elif quote.speaker_name in (None, quote.speaker):
        who = quote.speaker
    else:
        who = f"“{quote.speaker}”: {quote.speaker_name}"
    return printable(who) + (" ?" if quote.doubtful else "")


def _said(quote: Quote, most: int) -> list[Part]:
    """The mention that the words are attributed to, in at most ``most`` cells, with the cue."""
    if quote.speaker is None:
        return [("no mention" if quote.corrected else "the words before", PLAIN)]
    said: list[Part] = [("“", PLAIN), (cut(printable(quote.speaker), most), EVIDENCE), ("”", PLAIN)]
    if quote.cue:
        said += [(" ", PLAIN), (printable(quote.cue), CUE)]
    return said


def _names(quote: Quote, text: str, name: str | None, most: int) -> list[list[Part]]:
    """The names that lead from the mention to the full name, which comes last if it is not written so."""
    written = [" ".join(text[start:end].split()) for start, end in quote.chain]
    names: list[list[Part]] = [
        [("“", PLAIN), (cut(printable(each), most), CHAIN), ("”", PLAIN)] for each in written
    ]
    if name is not None and name != (written[-1] if written else quote.speaker):
        names.append([(cut(printable(name), most), BOLD)])
    return names


def _cells(links: Sequence[Sequence[Part]]) -> int:
    """The cells that links take with the arrows between them."""
    return sum(cell_len(text) for link in links for text, _ in link) + cell_len(ARROW) * (len(links) - 1)
