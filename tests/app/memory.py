"""An archive and a user's state in memory, to test the screen without files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from index.archive import Archive, Report
from index.errors import NotFoundError
from index.models import (
    AddReport,
    Article,
    Completion,
    Draft,
    EntityCount,
    Facet,
    FacetCount,
    Hit,
    Label,
    Mention,
    PartialDate,
    Problem,
    Quote,
    QuoteInArticle,
    QuoteKind,
    Results,
    Snippet,
    Sort,
    Speaker,
    Summary,
)
from index.models.decisions import Decision, DecisionKind, Taken
from index.models.profiles import EntityProfile, Role, SpeakerProfile, Topic
from index.models.statements import Statement
from index.query import Query, find_matches, parse
from index.userstate import Position
from tests.app import quoted, whoiswho, whosaid


@dataclass
class MemoryArchive:
    """As many of an archive's methods as the screen uses, over lists."""

    stored: dict[int, Article] = field(default_factory=dict)
    named: dict[int, tuple[Mention, ...]] = field(default_factory=dict)
    said: dict[int, tuple[Quote, ...]] = field(default_factory=dict)
    is_sample: bool = False
    writable: bool = False
    path: Path = Path("memory")
    uuid: str = "memory"
    closed: bool = False
    decided: list[tuple[Decision, whoiswho.Change]] = field(default_factory=list)
    roles: dict[int, Sequence[Role]] = field(default_factory=dict)
    topics: dict[int, Sequence[Topic]] = field(default_factory=dict)
    same: list[set[int]] = field(default_factory=list)

    def put(
        self,
        title: str,
        body: str,
        *,
        source: str | None = "Gazette",
        published: PartialDate | None = None,
        people: Sequence[str] = (),
        quotes: Sequence[tuple[str, str | None]] = (),
        confidence: float = 0.95,
    ) -> int:
        """Store an article with every mention of ``people`` and the ``quotes`` (words, speaker's name)."""
        article_id = len(self.stored) + 1
        text = f"{title}\n\n{body}"
        self.stored[article_id] = Article(
            article_id,
            title,
            text,
            len(title) + 2,
            source,
            None,
            published or PartialDate(),
            None,
            None,
            len(text.split()),
        )
        self.named[article_id] = tuple(sorted(_mentions(text, people), key=lambda each: each.start))
        said = (_quote(text, words, name, confidence) for words, name in quotes)
        self.said[article_id] = whosaid.numbered(article_id, said)
        return article_id

    def count(self) -> int:
        return len(self.stored)

    def articles(self, *, sort: Sort = Sort.NEWEST, limit: int = 50, offset: int = 0) -> tuple[Summary, ...]:
        found = sorted(
            (each.summary for each in self.stored.values()),
            key=lambda each: (-each.published.ordinal, each.id),
            reverse=sort is Sort.OLDEST,
        )
        return tuple(found[offset : offset + limit])

    def article(self, article_id: int) -> Article:
        if article_id not in self.stored:
            raise NotFoundError(f"there is no article {article_id}")
        return self.stored[article_id]

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        return whoiswho.decided(self.named[article_id], [change for _, change in self.decided])

    def quotes_in(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
        wanted = [each for each in self.said[article_id] if indirect or each.kind is not QuoteKind.INDIRECT]
        named = map(self._speaker_decided, wanted)
        return whosaid.decided(article_id, named, self.decisions())

    def quote(self, quote_id: int) -> QuoteInArticle:
        found = whosaid.one(quote_id, self._quoted(indirect=True))
        if found is None:
            raise NotFoundError(f"there is no quote {quote_id}")
        return found

    def statement(self, quote_id: int) -> Statement:
        return whosaid.statement(self.quote(quote_id), self._quoted(indirect=True), self.same)

    def attribute(self, quote_id: int, speaker: int | str | None) -> Decision:
        name, label = str(speaker or ""), Label.PERSON
        if isinstance(speaker, int):
            entity = self._one(speaker)
            name, label = entity.name, entity.label
        return self._decide_quote(DecisionKind.ATTRIBUTE, quote_id, name, label)

    def unquote(self, quote_id: int) -> Decision:
        return self._decide_quote(DecisionKind.UNQUOTE, quote_id)

    def _decide_quote(
        self, kind: DecisionKind, quote_id: int, name: str = "", label: Label = Label.PERSON
    ) -> Decision:
        place = whosaid.place(self.quote(quote_id))
        decision = Decision(len(self.decided) + 1, kind, label, name, quote=place)
        self.decided.append((decision, lambda mention: mention))
        return decision

    def _speaker_decided(self, quote: Quote) -> Quote:
        """A quote with the speaker that the decisions give it."""
        if quote.speaker_id is None:
            return quote
        name = quote.speaker_name or ""
        speaker = Mention(0, 0, quote.speaker or name, Label.PERSON, name, quote.speaker_id)
        found = whoiswho.decided([speaker], [change for _, change in self.decided])
        if not found:
            return replace(quote, speaker_name=None, speaker_id=None)
        return replace(quote, speaker_name=found[0].name, speaker_id=found[0].entity_id)

    def search(
        self,
        query: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        limit: int = 20,
        offset: int = 0,
        typing: bool = False,
        fold: bool = False,
        advise: bool = True,
    ) -> Results:
        parsed = parse(query, typing=typing)
        hits = []
        for article in self._matching(parsed).values():
            mentions = self.mentions(article.id)
            matches = find_matches(parsed, article.text, body_start=article.body_start, mentions=mentions)
            line = article.text.replace("\n", " ")
            hits.append(Hit(article.summary, float(len(matches)), Snippet(line, matches)))
        if sort is not Sort.RELEVANCE:
            hits.sort(key=lambda hit: hit.article.published.ordinal, reverse=sort is Sort.NEWEST)
        return Results(tuple(hits[offset : offset + limit]), len(hits), parsed.problem)

    def facets(
        self, query: str, facet: Facet, *, limit: int = 10, typing: bool = False
    ) -> tuple[FacetCount, ...]:
        raise NotImplementedError

    def complete(self, text: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        raise NotImplementedError

    def _matching(self, query: Query) -> dict[int, Article]:
        """The articles that match a query, by id."""
        return {
            number: article
            for number, article in self.stored.items()
            if whoiswho.holds(query.node, article, self.mentions(number), bool(self.said[number]))
        }

    def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
        indirect: bool = False,
    ) -> tuple[QuoteInArticle, ...]:
        every = self._quoted(indirect=indirect)
        found = [each for each in every if speaker_id in (None, each.quote.speaker_id)]
        if about is not None:
            found = [each for each in found if about in each.quote.text]
        return tuple(quoted.matching(quoted.newest_first(found), match or "")[:limit])

    def _quoted(self, *, indirect: bool = False) -> list[QuoteInArticle]:
        """All quotes with their articles."""
        return [
            QuoteInArticle(quote, self.stored[article_id].summary)
            for article_id in self.said
            for quote in self.quotes_in(article_id, indirect=indirect)
        ]

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        found = quoted.speakers(self._quoted())
        begun = prefix.casefold()
        return tuple(
            each for each in found if any(word.casefold().startswith(begun) for word in each.name.split())
        )[:limit]

    def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        mentions = (each for number in self.stored for each in self.mentions(number))
        name = next((each.name for each in mentions if each.entity_id == speaker_id), None)
        return quoted.profile(
            speaker_id,
            name,
            self._quoted(),
            match=match,
            limit=limit,
            offset=offset,
            roles=self.roles.get(speaker_id, ()),
            topics=self.topics.get(speaker_id, ()),
        )

    def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        named = {number: self.mentions(number) for number in self._matching(parse(query, typing))}
        found = whoiswho.count(named, label)
        return tuple(each for each in found if label or each.label is not Label.DATE)[:limit]

    def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        named = {number: self.mentions(number) for number in self.stored}
        return whoiswho.profile(entity_id, named, self._matching(parse(query, typing)), limit, offset)

    def filter_for(self, entity_id: int) -> str:
        entity = self.entity(entity_id).entity
        field = {Label.PERSON: "person", Label.ORG: "org", Label.PLACE: "place"}.get(entity.label)
        alone = [each.entity_id for each in self.entities_named(entity.name, entity.label)] == [entity_id]
        return f'{field}:"{entity.name}"' if field and alone else f"entity:{entity_id}"

    def entities_named(self, name: str, label: Label | None = None) -> tuple[EntityCount, ...]:
        written = {
            each.entity_id
            for number in self.stored
            for each in self.mentions(number)
            if name.casefold() in (each.text.casefold(), each.name.casefold())
        }
        return tuple(each for each in self.entities(label) if each.entity_id in written)

    def merge(self, entity_id: int, other_id: int) -> Decision:
        kept, other = self._one(entity_id), self._one(other_id)
        if entity_id == other_id:
            raise ValueError("an entity is itself already")
        change = whoiswho.of_entity(other_id, entity_id=entity_id, name=kept.name, label=kept.label)
        return self._decide(DecisionKind.MERGE, kept, change, other.name, other.label)

    def split(self, entity_id: int, name: str) -> Decision:
        entity = self._one(entity_id)
        names = [each.name for each in self.entity(entity_id).names]
        if name not in names or len(names) == 1:
            raise ValueError(f"“{name}” cannot be split off")
        number = -1 - len(self.decided)
        return self._decide(DecisionKind.SPLIT, entity, whoiswho.split_off(entity_id, name, number), name)

    def rename(self, entity_id: int, name: str) -> Decision:
        change = whoiswho.of_entity(entity_id, name=name)
        return self._decide(DecisionKind.RENAME, self._one(entity_id), change, name)

    def reject(self, entity_id: int) -> Decision:
        return self._decide(DecisionKind.REJECT, self._one(entity_id), whoiswho.without(entity_id))

    def relabel(self, entity_id: int, label: Label) -> Decision:
        change = whoiswho.of_entity(entity_id, label=label)
        return self._decide(DecisionKind.RELABEL, self._one(entity_id), change, label=label)

    def undo(self) -> Decision:
        if not self.decided:
            raise NotFoundError("there is no decision to take back")
        return self.decided.pop()[0]

    def undoable(self) -> Decision | None:
        return self.decided[-1][0] if self.decided else None

    def decisions(self) -> tuple[Decision, ...]:
        return tuple(decision for decision, _ in self.decided)

    def export_decisions(self) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def import_decisions(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Taken:
        raise NotImplementedError

    def _one(self, entity_id: int) -> EntityCount:
        """One entity in all articles."""
        return self.entity(entity_id, limit=0).entity

    def _decide(
        self,
        kind: DecisionKind,
        entity: EntityCount,
        change: whoiswho.Change,
        other: str | None = None,
        label: Label | None = None,
    ) -> Decision:
        """Let a decision hold."""
        number = len(self.decided) + 1
        decision = Decision(number, kind, entity.label, entity.name, other, label)
        self.decided.append((decision, change))
        return decision

    def add(
        self,
        items: Iterable[Draft | Problem],
        *,
        source: str | None = None,
        jobs: int = 1,
        report: Report | None = None,
    ) -> AddReport:
        raise NotImplementedError

    def outdated(self) -> int:
        return 0

    def check(
        self, *, repair: bool = False, jobs: int = 1, report: Report | None = None
    ) -> Sequence[Problem]:
        raise NotImplementedError

    def prepare_search(self, report: Report | None = None) -> None:
        raise NotImplementedError

    def close(self) -> None:
        self.closed = True


@dataclass
class MemoryState:
    """A user's marks and queries in memory."""

    read: set[int] = field(default_factory=set)
    stars: set[int] = field(default_factory=set)
    typed: list[str] = field(default_factory=list)
    position: Position = field(default_factory=Position)
    problem: Problem | None = None

    def mark_read(self, article_id: int) -> None:
        self.read.add(article_id)

    def mark_unread(self, article_id: int) -> None:
        self.read.discard(article_id)

    def read_ids(self) -> set[int]:
        return self.read

    def toggle_star(self, article_id: int) -> bool:
        self.stars ^= {article_id}
        return article_id in self.stars

    def starred(self) -> set[int]:
        return self.stars

    def add_query(self, query: str) -> None:
        self.typed.append(query)

    def queries(self) -> list[str]:
        return list(self.typed)


@dataclass
class DirectSearcher:
    """Searches at once, in the screen's own process."""

    archive: Archive

    async def search(
        self, query: str, *, sort: Sort, limit: int, offset: int, typing: bool, advise: bool
    ) -> Results:
        how = {"typing": typing, "advise": advise}
        return self.archive.search(query, sort=sort, limit=limit, offset=offset, **how)

    async def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        return self.archive.entity(entity_id, query=query, limit=limit, offset=offset, typing=typing)

    async def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        return self.archive.entities(label, query=query, limit=limit, typing=typing)

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        return self.archive.speaker(speaker_id, match=match, limit=limit, offset=offset)

    async def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        return self.archive.speakers(prefix, limit=limit)

    async def quotes(
        self,
        *,
        by: str | None = None,
        speaker_id: int | None = None,
        about: str | None = None,
        match: str | None = None,
        limit: int = 100,
    ) -> tuple[QuoteInArticle, ...]:
        return self.archive.quotes(by=by, speaker_id=speaker_id, about=about, match=match, limit=limit)

    async def close(self) -> None:
        pass


@dataclass
class GatedSearcher(DirectSearcher):
    """Holds answers about a speaker back until the gate of that speaker is opened, if there is one."""

    gates: dict[int, asyncio.Event] = field(default_factory=dict)

    async def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        if speaker_id in self.gates:
            await self.gates[speaker_id].wait()
        return await super().speaker(speaker_id, match=match, limit=limit, offset=offset)


def id_of(name: str) -> int:
    return sum(ord(letter) << index for index, letter in enumerate(name))


def _mentions(text: str, people: Sequence[str]) -> Iterable[Mention]:
    for name in people:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            yield Mention(start, end, name, Label.PERSON, name, id_of(name))
            start = text.find(name, end)


def _quote(text: str, words: str, name: str | None, confidence: float) -> Quote:
    start = text.index(words)
    quote = Quote(start, start + len(words), words, QuoteKind.DIRECT, confidence=confidence)
    if name is None:
        return replace(quote, confidence=0.0)
    at = text.find(name)
    surface = (name, at, at + len(name)) if at >= 0 else (None, None, None)
    return replace(
        quote,
        speaker=surface[0],
        speaker_start=surface[1],
        speaker_end=surface[2],
        speaker_name=name,
        speaker_id=id_of(name),
        cue="said",
    )
