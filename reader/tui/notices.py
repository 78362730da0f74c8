"""The sentences that the screen says."""

from __future__ import annotations

from index.models import Article, EntityCount, Label, Mention
from index.models.decisions import Decision, DecisionKind
from reader.tui.cells import Part, cut, printable
from reader.tui.styles import ENTITY, ENTITY_WORDS, PLAIN
from reader.tui.widgets.query_line import MAX_LENGTH

MOST_SAID = 30
"""Cells of a quote that are shown in a sentence about it."""

MARKED_AS = {
    Label.PERSON: "bold",
    Label.ORG: "underlined",
    Label.PLACE: "slanted",
    Label.MISC: "both",
    Label.DATE: "dim",
}

KINDS = {
    Label.PERSON: "a person",
    Label.ORG: "an organisation",
    Label.PLACE: "a place",
    Label.DATE: "a date",
    Label.MISC: "of another kind",
}

WELCOME = """\
Which articles say something about X?
Press / and type a word. Results come as you type; Enter takes you to them, Enter again opens one.

Who said what?
With an article open, 3 goes to the people who speak in it. Enter on a quote shows where it is written, \
here or in another article, and ctrl+o comes back. s opens the page of a speaker: all quotes, and when.

Press ? for all keys, q to step out, ctrl+q to leave."""

SAMPLE = """\
This is the sample archive: five articles that come with newsreader.
For an archive of your own, leave with ctrl+q and type

    newsreader add FOLDER

FOLDER holds text files or JSON lines; the reader then opens what was added.

"""

EMPTY_ARCHIVE = "This archive holds no article. Leave with ctrl+q and type: newsreader add FOLDER"
MAKING_SAMPLE = "Making the sample archive …"
SHORTENED = f"A query holds {MAX_LENGTH:,} characters; what goes beyond is left out."

MEANT = "Nothing found. Did you mean:"


def nothing_found(query: str) -> str:
    """What to say and do when a query finds nothing."""
    if not query.strip():
        return EMPTY_ARCHIVE
    return (
        "Nothing found. Try fewer words, another spelling, or a beginning such as sanct*. "
        "Esc, then Esc again, shows all articles."
    )


def take_meant(opens: str, key: str) -> str:
    """How a query is taken that is offered in place of one that finds nothing."""
    return f"{opens} in this list, or {key}, searches for that. Esc, then Esc again, shows all articles."


def article_meta(article: Article, *, starred: bool) -> str:
    """Source, date, author and length on one line."""
    parts = [article.source or "no source", str(article.published) or "undated"]
    if article.author:
        parts.append(article.author)
    parts.append(f"{article.words:,} words")
    if starred:
        parts.append("* starred")
    return " · ".join(parts)


def legend() -> list[Part]:
    """How kinds of entities are marked, each word as the text shows it."""
    parts: list[Part] = []
    for label, how in MARKED_AS.items():
        parts += [(" · " if parts else "", PLAIN), (ENTITY_WORDS[label], ENTITY[label]), (f" {how}", PLAIN)]
    return parts


def mention_line(mention: Mention, here: int, found: EntityCount | None, *, filtered: bool) -> str:
    """Whom a mention names, of which kind, how often here and in the articles that are counted."""
    line = f"{mention.name} · {ENTITY_WORDS[mention.label]} · {here:,} here"
    if found is None:
        return line
    where = "result" if filtered else "article"
    return f"{line} · {found.mentions:,} in {found.articles:,} {where}{'' if found.articles == 1 else 's'}"


def where_line(query: str, *, whole: bool, key: str) -> str:
    """Which articles a page counts, and the key that counts others."""
    if not query.strip():
        return "in all articles"
    return f"in all articles · {key}: in results" if whole else f"in these results · {key}: in all"


def decision_line(decision: Decision) -> str:
    """What a decision says, in words."""
    name, other = f"“{decision.name}”", f"“{decision.other}”"
    if name == other and decision.kind is DecisionKind.MERGE:
        return f"another {name} is {name} too"
    if name == other and decision.kind is DecisionKind.SPLIT:
        return f"{name} is somebody else where it is written so"
    if decision.kind is DecisionKind.MERGE:
        return f"{name} and {other} are the same"
    if decision.kind is DecisionKind.SPLIT:
        return f"{other} is not {name}"
    if decision.kind is DecisionKind.RENAME:
        return f"{name} is shown as {other}"
    if decision.quote is not None:
        said = cut(printable(decision.quote.text), MOST_SAID)
        if decision.kind is DecisionKind.UNQUOTE:
            return f"no quote: {said}"
        return f"{name if decision.name else 'nobody known'} says: {said}"
    if decision.kind is DecisionKind.RELABEL and decision.other_label:
        return f"{name} is {KINDS[decision.other_label]}"
    return f"{name} is no entity"
