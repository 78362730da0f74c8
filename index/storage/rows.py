"""What is found in an article as rows of the tables, but for the ids that only the archive knows.

Whoever annotates makes them, in another process if there are several: they are tuples, cheap to send, and
whoever stores has little left to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from index.annotate.namesakes import Subject, subject, subjects
from index.models import Annotations, Article, Evidence, Label, Quote
from index.storage.wordings import Fingerprints, marked_wordings

if TYPE_CHECKING:
    from index.adding.prepare import Prepared

MentionRow = tuple[int, int, str, int, str | None]
"""Start, end, the text there, which of the article's entities it names, and what that stands for."""

QuoteRow = tuple[Any, ...]
"""The columns QUOTE_COLUMNS; in place of the speaker's id stands which of the article's entities it is."""

QUOTE_COLUMNS = (
    "context_start, context_end, start, end, text, kind, speaker, speaker_start, speaker_end, "
    "speaker_name, cue, cue_start, cue_end, confidence, chain, statement_id, speaker_id"
)
START, END = 2, 3
"""Where in a QuoteRow its range stands."""

Range = tuple[int, int]


class Named(NamedTuple):
    """An entity of an article to be looked for in the archive, as :class:`index.annotate.namesakes.Subject`.

    ``titles`` are the phrases in which the article says what it is, on one line each.
    """

    label: str
    name: str
    key: str
    needs_evidence: bool
    roles: tuple[str, ...]
    nations: tuple[str, ...]
    gender: str | None
    titles: tuple[str, ...]

    def subject(self) -> Subject:
        """What the search for namesakes takes."""
        told = (frozenset(self.roles), frozenset(self.nations), self.gender)
        return Subject(Label(self.label), self.name, self.key, *told, self.needs_evidence)


class Rows(NamedTuple):
    """What is found in one article.

    ``entities`` are in the order in which the archive looks for them; the first ``mentioned`` have
    mentions, the others only speak. ``fingerprints`` are those of its quotes, in order.
    """

    entities: tuple[Named, ...] = ()
    mentioned: int = 0
    mentions: tuple[MentionRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    fingerprints: Fingerprints = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """An article ready to be stored.

    ``digest`` is that of its content, not needed where the article is stored already; ``annotator`` is
    the version that made the rows, empty when it failed.
    """

    digest: bytes
    article: Article
    annotator: str
    rows: Rows


def ready(prepared: Prepared) -> Ready:
    """An article that has its annotations, with these as rows."""
    rows = rows_of(prepared.annotations, prepared.contexts)
    return Ready(prepared.digest, prepared.article, prepared.annotator, rows)


def rows_of(annotations: Annotations, contexts: Sequence[Range]) -> Rows:
    """What is found in an article as rows; ``contexts`` are the sentences of each of its quotes."""
    told = subjects(annotations)
    at = {place: number for number, place in enumerate(told)}
    titles = {each.entity_id: _lines(each) for each in annotations.evidence if each.titles}
    entities = [_named(each, titles.get(place[0], ())) for place, each in told.items()]
    speakers: dict[int, int] = {}
    mentions = []
    for m in annotations.mentions:
        number = at[m.entity_id, m.label, m.name]
        speakers.setdefault(m.entity_id, number)
        mentions.append((m.start, m.end, m.text, number, m.value))
    strangers = _strangers(annotations.quotes, speakers)
    first = len(entities)
    entities += (_named(subject(Label.PERSON, name), ()) for name in strangers)
    wordings, fingerprints = marked_wordings(annotations.quotes)
    quotes = []
    for quote, context, wording in zip(annotations.quotes, contexts, wordings, strict=True):
        speaker = speakers.get(quote.speaker_id) if quote.speaker_id is not None else None
        if speaker is None and quote.speaker_name:
            speaker = first + strangers[quote.speaker_name]
        quotes.append(_quote_row(quote, context, wording, speaker))
    return Rows(tuple(entities), first, tuple(mentions), tuple(quotes), fingerprints)


def _strangers(quotes: Sequence[Quote], speakers: dict[int, int]) -> dict[str, int]:
    """The names of those who speak without a mention, numbered."""
    names = (
        quote.speaker_name for quote in quotes if quote.speaker_name and quote.speaker_id not in speakers
    )
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _named(each: Subject, titles: tuple[str, ...]) -> Named:
    """A subject as it is sent."""
    roles, nations = tuple(sorted(each.roles)), tuple(sorted(each.nations))
    return Named(
        each.label.value, each.name, each.key, each.needs_evidence, roles, nations, each.gender, titles
    )


def _lines(evidence: Evidence) -> tuple[str, ...]:
    """The titles of an entity, each on one line."""
    return tuple(" ".join(title.split()) for title in evidence.titles)


def _quote_row(q: Quote, context: Range, wording: int | None, speaker: int | None) -> QuoteRow:
    """The row of a quote."""
    return (
        *context,
        q.start,
        q.end,
        q.text,
        q.kind.value,
        q.speaker,
        q.speaker_start,
        q.speaker_end,
        q.speaker_name,
        q.cue,
        q.cue_start,
        q.cue_end,
        q.confidence,
        " ".join(f"{start}-{end}" for start, end in q.chain),
        wording,
        speaker,
    )
