"""What passes between the layers: frozen dataclasses that need no database.

Here is what all layers speak of: articles, what is found in them, results of searches. Profiles, statements
and decisions have modules of their own.

Offsets are half-open ranges that count Unicode code points. In an :class:`Article`, and in the
mentions and quotes that belong to it, they count from the start of ``Article.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from index.partial_date import MONTHS as MONTHS
from index.partial_date import UNKNOWN_DATE as UNKNOWN_DATE
from index.partial_date import PartialDate as PartialDate


class Label(StrEnum):
    """The kind of an entity."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    DATE = "DATE"
    MISC = "MISC"


class QuoteKind(StrEnum):
    """How words are reported: whole in marks, a marked piece in reported speech, or without marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Sort(StrEnum):
    """The order of search results."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a format reads it: clean, without boilerplate, not yet annotated or stored.

    ``title`` is one line and may be empty. ``body`` is the text below it: paragraphs divided by one
    blank line. ``dateline`` is the place and day line that opens the body, as written ("WASHINGTON",
    "April 27 (UPI)"); it stays in the body. ``origin`` names the file (and line) for messages.
    """

    title: str
    body: str
    source: str | None = None
    author: str | None = None
    published: PartialDate = UNKNOWN_DATE
    dateline: str | None = None
    address: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or is not whole: where, and what to tell the user."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of an article. ``words`` counts the words of the whole text.

    ``title`` is never empty: an article without one is listed by the first words of its text.
    """

    id: int
    title: str
    source: str | None
    published: PartialDate
    words: int


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article.

    ``text`` is the title, a blank line and the body, so that one set of offsets serves both;
    the body starts at ``body_start`` (0 when there is no title).
    """

    id: int
    title: str
    text: str
    body_start: int
    source: str | None
    author: str | None
    published: PartialDate
    dateline: str | None
    address: str | None
    words: int

    @property
    def body(self) -> str:
        """The text below the title."""
        return self.text[self.body_start :]

    @property
    def summary(self) -> Summary:
        """The article as a list shows it."""
        title = self.title or opening(self.text[:OPENING_READ])
        return Summary(self.id, title, self.source, self.published, self.words)


OPENING = 80
"""Code points of the first words that stand for a title, at most; the mark of omission is not counted."""

OPENING_READ = 4 * OPENING
"""Code points of the text that are read for them, white space counted."""


def opening(text: str) -> str:
    """The first words of a text on one line, cut between words, with "…" when more follow."""
    line = " ".join(text.split())
    if len(line) <= OPENING:
        return line
    cut = line.rfind(" ", OPENING // 2, OPENING + 1)
    return line[: cut if cut > 0 else OPENING].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that names an entity.

    ``text`` is the surface at ``start:end``. ``entity_id`` is the same for all mentions of one entity,
    and ``name`` is that entity's name: within the document, where it is the fullest one, as it comes
    from the annotator; within the archive as it comes from the archive. ``value`` is what a date or
    an amount stands for ("2024-04-15", "2024-04", "2024", "5000000 USD", "30 %"), None when the text
    does not tell. A number, a space and a unit is an amount; the value of a date has no space and is
    written as ``index.annotate.dates`` says.
    """

    start: int
    end: int
    text: str
    label: Label
    name: str
    entity_id: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a text reports as somebody's.

    ``start:end`` are the words without their marks; a quote over several paragraphs is one object
    a paragraph. ``speaker`` is the mention that the text attributes them to, as written ("he", "the
    U.S. diplomat"), at ``speaker_start:speaker_end``; ``speaker_name`` is the full name it stands
    for, the archive's name of the speaker when it comes from the archive, and ``speaker_id`` that
    entity's id; each is None when unknown. ``cue`` is the word that
    attributes ("said"), at ``cue_start:cue_end``. ``confidence`` is the share of such attributions that
    are right, between 0 and 1. ``chain`` are the places of the mentions by which ``speaker`` stands
    for ``speaker_name`` ("he", "Mr. Hale", "Robert Hale"), nearest first, without ``speaker`` itself.

    ``id`` is the archive's number of the quote, None outside an archive. ``corrected`` says that a user
    has decided who speaks; the confidence is 1 then. ``elsewhere`` counts the other articles that quote
    exactly these words, case and marks aside; only ``Archive.quotes_in`` tells it, of words enough to be
    recognised.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_name: str | None = None
    speaker_id: int | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    confidence: float = 0.0
    chain: tuple[tuple[int, int], ...] = ()
    id: int | None = None
    corrected: bool = False
    elsewhere: int = field(default=0, compare=False)

    @property
    def sure(self) -> bool:
        """Whether the words are surely those of somebody whose full name is known."""
        return self.speaker_name is not None and self.confidence >= SURE

    @property
    def doubtful(self) -> bool:
        """Whether the attribution is shown with a question mark.

        It is of words that are taken to be somebody's, with a full name or without, and may well not be.
        """
        known = self.speaker_name is not None or self.speaker is not None
        return known and not self.corrected and self.confidence < SURE


SURE = 0.85
"""The confidence from which an attribution counts as certain; see docs/quotes.md for what that measures."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text tells of an entity besides its name, by which namesakes are kept apart.

    ``entity_id`` is the document's. ``roles`` are titles and role nouns in lower case ("minister",
    "prime-minister"), ``nations`` names of countries, each in alphabetical order; ``gender`` is "m",
    "f" or None. ``titles`` are the phrases in which the text says what a person is, as it writes them
    ("Russian Defense Minister", "secretary of the Security Council"), without repetition, in order of
    place.
    """

    entity_id: int
    roles: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    gender: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the annotator finds in one text: mentions and quotes in order of ``start``, and evidence.

    There is evidence for those entities only of which the text tells something.
    """

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article's text on one line; ``matches`` are ranges within ``text``."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result. ``similar`` are the ids of articles that repeat it, where they are folded."""

    article: Summary
    score: float
    snippet: Snippet
    similar: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A corrected query.

    ``replaced`` are the code points ``start:end`` of the query as it was, each with what stands there
    in ``text``, in order.
    """

    text: str
    replaced: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. ``total`` counts all articles that match.

    ``problem`` says what of the query was set aside, not understood or not known. ``folded`` counts the
    hits that are left when near-duplicates are folded, None where they are not. ``suggestion`` is a query
    that finds something, where this one does not.
    """

    hits: tuple[Hit, ...]
    total: int
    problem: str | None = None
    folded: int | None = None
    suggestion: Suggestion | None = None


CompletionKind = Literal["field", "name", "word", "source", "date", "is"]
"""What a completion is; "is" also stands for the values of ``has:``."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing to offer: ``text`` is shown, and ``insert`` takes the place of ``start:end``.

    Both are code points of the query. ``count`` is how many articles or quotes it has, 0 for what is
    not counted.
    """

    text: str
    start: int
    end: int
    insert: str
    kind: CompletionKind
    count: int = 0


class Facet(StrEnum):
    """What the articles that match a query are counted by."""

    SOURCE = "source"
    MONTH = "month"
    SPEAKER = "speaker"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the articles that match a query have something in common.

    ``value`` is the name of an entity or a source, or a month ("2024-04", or "2024" where the month is not
    known); it is empty for articles without a source or a date. ``entity_id`` is the entity's.
    """

    value: str
    count: int
    entity_id: int | None = None


@dataclass(frozen=True, slots=True)
class QuoteInArticle:
    """A quote with the article it stands in."""

    quote: Quote
    article: Summary


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted. ``names`` are the surfaces met; ``first`` and ``last`` dates of articles.

    ``kind`` is "person", or "org" for whatever else is quoted.

    ``quotes`` and ``articles`` also count what is not sure to be theirs; ``unsure`` says of how many
    of the quotes that is so (:attr:`Quote.sure`).
    """

    speaker_id: int
    name: str
    kind: str
    names: tuple[str, ...]
    quotes: int
    articles: int
    first: PartialDate = UNKNOWN_DATE
    last: PartialDate = UNKNOWN_DATE
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class EntityCount:
    """An entity of the archive and how often it is named.

    ``hint`` tells it from others of the same name and label where a list has several ("Russia,
    minister"), else it is None.
    """

    entity_id: int
    name: str
    label: Label
    mentions: int
    articles: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is. ``total`` is None while unknown; ``stage`` is a short present participle."""

    stage: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an add did: counts of articles, and what could not be read."""

    added: int = 0
    known: int = 0
    problems: tuple[Problem, ...] = field(default=())
