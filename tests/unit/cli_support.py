"""What the tests of the command share: an archive in memory, and a way to run the command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

import index.archive
from index.archive import Archive, Report
from index.errors import NotFoundError, QueryError
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
    Progress,
    Quote,
    QuoteInArticle,
    QuoteKind,
    Results,
    Snippet,
    Sort,
    Speaker,
    Suggestion,
    Summary,
)
from index.models.decisions import Decision, DecisionKind, Taken
from index.models.profiles import (
    Appearance,
    EntityProfile,
    MonthCount,
    NameCount,
    Role,
    SpeakerProfile,
    Topic,
)
from index.models.statements import Change, Piece, Statement, Variant
from reader.cli import main

TITLE = "Harbour “will open”"
BODY = "LYDFORD, May 3 (Wire) -- “The harbour will open in June,” said Ada Brook.\n\n“No,” a trader said."


def place(needle: str, text: str = f"{TITLE}\n\n{BODY}", start: int = 0) -> tuple[int, int]:
    """Where a string first stands in a text."""
    first = text.index(needle, start)
    return first, first + len(needle)


def an_article(title: str = TITLE, body: str = BODY, **fields: Any) -> Article:
    """An article; without further fields the one that the mentions and quotes below belong to."""
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    values: dict[str, Any] = {
        "source": "The Wire",
        "author": "Cy Dale",
        "published": PartialDate(None, 5, 3),
        "dateline": "LYDFORD, May 3 (Wire)",
        "address": "https://wire.example/1",
        "words": 19,
    }
    return Article(7, title, text, start, **(values | fields))


def some_mentions() -> tuple[Mention, ...]:
    """One mention in the title, two in the body."""
    return (
        Mention(*place("Harbour"), "Harbour", Label.MISC, "Harbour", 31),
        Mention(*place("LYDFORD"), "LYDFORD", Label.PLACE, "Lydford", 32),
        Mention(*place("Ada Brook"), "Ada Brook", Label.PERSON, "Ada Brook", 33),
    )


def some_quotes() -> tuple[Quote, ...]:
    """One quote in the title without a speaker, one in the body that is sure, one that is not."""
    words, unsure = "The harbour will open in June,", "No,"
    speaker, said = place("Ada Brook"), place("said")
    return (
        Quote(*place("will open"), "will open", QuoteKind.MIXED, confidence=0.3),
        Quote(
            *place(words),
            words,
            QuoteKind.DIRECT,
            "Ada Brook",
            *speaker,
            "Ada Brook",
            33,
            "said",
            *said,
            0.95,
        ),
        Quote(
            *place(unsure),
            unsure,
            QuoteKind.DIRECT,
            "a trader",
            *place("a trader"),
            None,
            None,
            "said",
            None,
            None,
            0.4,
        ),
    )


@dataclass
class FakeArchive:
    """An archive in memory that answers what it is told to; ``asked`` keeps the arguments of each call."""

    path: Path = Path("/nowhere")
    article_: Article = field(default_factory=an_article)
    articles_count: int = 1
    outdated_: int = 0
    mentions_: tuple[Mention, ...] = field(default_factory=some_mentions)
    quotes_: tuple[Quote, ...] = field(default_factory=some_quotes)
    problems: tuple[Problem, ...] = ()
    total: int = 1
    problem: str | None = None
    suggestion: Suggestion | None = None
    similar: tuple[int, ...] = ()
    counts: tuple[FacetCount, ...] = ()
    failure: BaseException | None = None
    entities_: tuple[EntityCount, ...] = (EntityCount(33, "Ada Brook", Label.PERSON, 14, 3),)
    months: tuple[MonthCount, ...] = (
        MonthCount(PartialDate(2024, 3), 8),
        MonthCount(PartialDate(2024, 5), 2),
    )
    speakers_: tuple[Speaker, ...] = (
        Speaker(
            *(33, "Ada Brook", "person", ("Ada Brook", "Brook"), 12, 3),
            *(PartialDate(2023, 4, 17), PartialDate(2024, 5), 2),
        ),
    )
    variants_: dict[int, tuple[Variant, ...]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    writable: bool = True
    is_sample: bool = False
    closed: bool = False
    uuid: str = "fake"

    def count(self) -> int:
        return self.articles_count

    def articles(self, *, sort: Sort = Sort.NEWEST, limit: int = 50, offset: int = 0) -> tuple[Summary, ...]:
        return (self.article_.summary,)[offset : offset + limit]

    def article(self, article_id: int) -> Article:
        if article_id != self.article_.id:
            raise NotFoundError(f"no article {article_id}")
        return self.article_

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        return self.mentions_

    def quotes_in(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
        return tuple(each for each in self.quotes_ if indirect or each.kind is not QuoteKind.INDIRECT)

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
        self._ask("search", query=query, sort=sort, limit=limit, fold=fold)
        self._refuse(query)
        if not self.total:
            return Results((), 0, self.problem, suggestion=self.suggestion)
        snippet = Snippet("The harbour will open in June", ((4, 11),))
        hit = Hit(self.article_.summary, 1.5, snippet, self.similar if fold else ())
        folded = self.total - len(self.similar) if fold else None
        return Results((hit,), self.total, self.problem, folded)

    def facets(
        self, query: str, facet: Facet, *, limit: int = 10, typing: bool = False
    ) -> tuple[FacetCount, ...]:
        self._ask("facets", query=query, facet=facet, limit=limit)
        self._refuse(query)
        return self.counts[:limit]

    def complete(self, text: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        return ()

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
        self._ask("quotes", by=by, speaker_id=speaker_id, about=about, match=match, limit=limit)
        quotes = self.quotes_in(self.article_.id, indirect=indirect)
        found = [each for each in quotes if speaker_id is None or each.speaker_id == speaker_id]
        return tuple(QuoteInArticle(quote, self.article_.summary) for quote in found)[:limit]

    def quote(self, quote_id: int) -> QuoteInArticle:
        found = next((each for each in self.quotes_ if each.id == quote_id), None)
        if found is None:
            raise NotFoundError(f"no quote {quote_id}")
        return QuoteInArticle(found, self.article_.summary)

    def statement(self, quote_id: int) -> Statement:
        self._ask("statement", quote_id=quote_id)
        found = self.quote(quote_id)
        first = Variant(found, (Piece(Change.KEPT, found.quote.text),))
        return Statement((first, *self.variants_.get(quote_id, ())))

    def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        self._ask("speaker", speaker_id=speaker_id, match=match, limit=limit)
        self._refuse(match)
        if speaker_id not in (33, 35):
            raise NotFoundError(f"no speaker {speaker_id}")
        quotes = self.quotes(speaker_id=speaker_id)
        nobody = Speaker(speaker_id, "Di Low", "person", ("Di Low",), 0, 0)
        return SpeakerProfile(
            next((each for each in self.speakers_ if each.speaker_id == speaker_id), nobody),
            (Role("Lydford harbour master", 2, PartialDate(2023, 4, 17), PartialDate(2024, 5)),),
            self.months,
            3,
            (Topic("harbour", 2),),
            (EntityCount(34, "Cy Dale", Label.PERSON, 5, 2),),
            quotes[:limit],
            len(quotes),
            6,
        )

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        self._ask("speakers", prefix=prefix)
        return self.speakers_[:limit]

    def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        self._ask("entities", label=label, query=query, limit=limit)
        self._refuse(query)
        found = [each for each in self.entities_ if each.label is (label or each.label)]
        return tuple(each for each in found if label or each.label is not Label.DATE)[:limit]

    def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        self._ask("entity", entity_id=entity_id, query=query, limit=limit)
        self._refuse(query)
        entity = next((each for each in self.entities_ if each.entity_id == entity_id), None)
        if entity is None:
            raise NotFoundError(f"no entity {entity_id}")
        snippet = Snippet("“The harbour will open in June,” said Ada Brook.", ((38, 47),))
        return EntityProfile(
            entity,
            (NameCount("Ada Brook", 10), NameCount("Brook", 4)),
            (Appearance(self.article_.summary, snippet, 4),),
            (EntityCount(34, "Cy Dale", Label.PERSON, 5, 2),),
            self.months,
            4,
        )

    def filter_for(self, entity_id: int) -> str:
        return f"entity:{entity_id}"

    def entities_named(self, name: str, label: Label | None = None) -> tuple[EntityCount, ...]:
        self._ask("entities_named", name=name, label=label)
        found = [each for each in self.entities_ if label in (None, each.label)]
        return tuple(each for each in found if name in (each.name, *each.name.split()))

    def merge(self, entity_id: int, other_id: int) -> Decision:
        self._ask("merge", entity_id=entity_id, other_id=other_id)
        return Decision(1, DecisionKind.MERGE, Label.PERSON, "Ada Brook", "A. Brook", Label.PERSON)

    def split(self, entity_id: int, name: str) -> Decision:
        self._ask("split", entity_id=entity_id, name=name)
        return Decision(1, DecisionKind.SPLIT, Label.PERSON, "Ada Brook", name)

    def rename(self, entity_id: int, name: str) -> Decision:
        self._ask("rename", entity_id=entity_id, name=name)
        return Decision(1, DecisionKind.RENAME, Label.PERSON, "Ada Brook", name)

    def reject(self, entity_id: int) -> Decision:
        self._ask("reject", entity_id=entity_id)
        return Decision(1, DecisionKind.REJECT, Label.PERSON, "Ada Brook")

    def relabel(self, entity_id: int, label: Label) -> Decision:
        self._ask("relabel", entity_id=entity_id, label=label)
        return Decision(1, DecisionKind.RELABEL, Label.PERSON, "Ada Brook", None, label)

    def attribute(self, quote_id: int, speaker: int | str | None) -> Decision:
        self._ask("attribute", quote_id=quote_id, speaker=speaker)
        return Decision(1, DecisionKind.ATTRIBUTE, Label.PERSON, "Ada Brook")

    def unquote(self, quote_id: int) -> Decision:
        self._ask("unquote", quote_id=quote_id)
        return Decision(1, DecisionKind.UNQUOTE, Label.PERSON, "")

    def undo(self) -> Decision:
        self._ask("undo")
        return Decision(1, DecisionKind.REJECT, Label.PERSON, "Ada Brook")

    def undoable(self) -> Decision | None:
        return self.decisions()[-1]

    def decisions(self) -> tuple[Decision, ...]:
        self._ask("decisions")
        return (Decision(1, DecisionKind.REJECT, Label.PERSON, "Ada Brook"),)

    def export_decisions(self) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def import_decisions(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Taken:
        raise NotImplementedError

    def add(
        self,
        items: Iterable[Draft | Problem],
        *,
        source: str | None = None,
        jobs: int = 1,
        report: Report | None = None,
    ) -> AddReport:
        self._ask("add", source=source, jobs=jobs)
        read = list(items)
        problems = tuple(item for item in read if isinstance(item, Problem))
        self.articles_count += len(read) - len(problems)
        if report:
            report(Progress("adding", len(read)))
        if self.failure:
            raise self.failure
        return AddReport(len(read) - len(problems), 2, problems)

    def outdated(self) -> int:
        return self.outdated_

    def check(
        self, *, repair: bool = False, jobs: int = 1, report: Report | None = None
    ) -> Sequence[Problem]:
        self._ask("check", repair=repair)
        return self.problems

    def prepare_search(self, report: Report | None = None) -> None:
        if report:
            report(Progress("repairing", 1, 2))

    def close(self) -> None:
        self.closed = True

    def _refuse(self, query: str) -> None:
        """Take a query that ends in a quotation mark for one that cannot be understood."""
        if query.endswith('"'):
            raise QueryError("This mark opens nothing; close it", len(query) - 1, len(query))

    def _ask(self, name: str, /, **arguments: Any) -> None:
        self.asked.append((name, arguments))
        if self.failure and name != "add":
            raise self.failure


@dataclass
class Ran:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command in this process."""

    def run(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        return Ran(code, *capsys.readouterr())

    return run


def install(patch: pytest.MonkeyPatch, archive: FakeArchive, *, path: Path) -> None:
    """Make every archive that the command opens this one, and ``path`` the user's own directory."""

    def open_archive(asked: Path, create: bool = False) -> Archive:
        archive.path = asked
        return archive

    patch.setattr(index.archive, "open_archive", open_archive, raising=False)
    patch.setattr(index.archive, "default_path", lambda: path, raising=False)


def hostile(text: str = "x") -> str:
    """Text that would drive a terminal, turn words round, or run over lines."""
    return f"\x1b[31m{text}\x9b2J\u202e\u2066\x07\x7f\x00\r\n\x1b]52;c;aGk=\x07[b]\ud800"


UNSAFE = set(hostile()) - set("x[31m2J]52;caGk=b\n")


def without_title(article: Article) -> Article:
    """The same article as if it had none."""
    return replace(article, title="", text=article.body, body_start=0)
