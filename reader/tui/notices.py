"""The sentences that the screen says."""

from __future__ import annotations

from index.models import Article, Label, Quote
from reader.tui.styles import ENTITY_WORDS

WELCOME = """\
Which articles say something about X?
Press / and type a word. Results come as you type; Enter takes you to them, Enter again opens one.

Who said what?
With an article open, s goes to the people who speak in it. Enter on a quote shows where it is written, \
here or in another article, and ctrl+o comes back.

Press ? for all keys, q to step out, ctrl+q to leave."""

SAMPLE = """\
This is the sample archive: five articles that come with newsreader.
For an archive of your own, leave with ctrl+q and type

    newsreader add FOLDER

FOLDER holds text files or JSON lines; the reader then opens what was added.

"""

EMPTY_ARCHIVE = "This archive holds no article. Leave with ctrl+q and type: newsreader add FOLDER"
MAKING_SAMPLE = "Making the sample archive …"


def nothing_found(query: str) -> str:
    """What to say and do when a query finds nothing."""
    if not query.strip():
        return EMPTY_ARCHIVE
    return (
        "Nothing found. Try fewer words, another spelling, or a beginning such as sanct*. "
        "Esc, then Esc again, shows all articles."
    )


def article_meta(article: Article, *, starred: bool) -> str:
    """Source, date, author and length on one line."""
    parts = [article.source or "no source", str(article.published) or "undated"]
    if article.author:
        parts.append(article.author)
    parts.append(f"{article.words:,} words")
    if starred:
        parts.append("* starred")
    return " · ".join(parts)


def evidence_line(quote: Quote) -> str:
    """What a quote's attribution rests on, in words."""
    if quote.speaker_name is None and quote.speaker is None:
        return "Nobody is named as the speaker of these words."
    who = quote.speaker_name or quote.speaker or ""
    if quote.speaker_name is None:
        return f"Said by “{who}”, whom the article does not name."
    said = f"“{quote.cue}”" if quote.cue else "the sentence"
    if quote.speaker is None:
        said = "carried over from the words before"
    elif quote.speaker != who:
        said = f"{said} by “{quote.speaker}”"
    mark = "" if quote.sure else "? "
    return f"{mark}{who}, {quote.confidence:.0%} sure: {said}"


def legend() -> str:
    """How kinds of entities are told apart without colour."""
    attributes = {Label.PERSON: "bold", Label.ORG: "underlined", Label.PLACE: "slanted"}
    return ", ".join(f"{ENTITY_WORDS[label]}: {how}" for label, how in attributes.items()) + "; dates: yellow"
