"""The one door to an archive: open, read, search, add, check."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ArchiveError, NotFoundError
from index.models import (
    AddReport,
    Article,
    Completion,
    Draft,
    EntityCount,
    Facet,
    FacetCount,
    Label,
    Mention,
    Problem,
    Progress,
    Quote,
    QuoteInArticle,
    Results,
    Sort,
    Speaker,
    Summary,
)
from index.models.decisions import Decision, Taken
from index.models.profiles import EntityProfile, SpeakerProfile
from index.models.statements import Statement

if TYPE_CHECKING:
    from index.local import LocalArchive

Report = Callable[[Progress], None]


class Archive(Protocol):
    """What every archive can do, wherever it keeps its articles.

    Methods that take an id raise :class:`index.errors.NotFoundError` when there is none such;
    ``search`` and ``quotes`` raise :class:`index.errors.QueryError`.
    """

    @property
    def path(self) -> Path:
        """The directory of the archive."""

    @property
    def writable(self) -> bool:
        """Whether this user may add to the archive."""

    @property
    def is_sample(self) -> bool:
        """Whether the archive was made from the sample articles and holds nothing else."""

    def count(self) -> int:
        """How many articles there are."""

    def articles(self, *, sort: Sort = Sort.NEWEST, limit: int = 50, offset: int = 0) -> tuple[Summary, ...]:
        """The articles in order of date; those without a year come last, by id."""

    def article(self, article_id: int) -> Article:
        """One article."""

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        """The entities named in an article, in order of ``start``; ``name`` is the archive's name of each."""

    def quotes_in(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
        """The quotes of an article, in order of ``start``; ``speaker_name`` is the archive's name.

        With ``indirect`` also what it reports without quotation marks. ``elsewhere`` is filled; it is at
        most the number of other articles in the quote's :meth:`statement`.
        """

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
        """The articles that match a query. An empty query matches all, newest first.

        Names in a query (``by:``, ``about:``, ``person:``, ``org:``, ``place:``) stand for entities:
        an article is found whichever of an entity's names it writes.

        With ``typing`` the last word also matches as a beginning, and a query that is not finished
        ("putin AND", an open quotation mark) is answered as far as it goes.

        With ``fold`` articles that repeat a better ranked one, among the first 1,000, are no hits of their
        own but ``similar`` to it; ``limit`` and ``offset`` count what is left. Where nothing is found,
        there may be a ``suggestion``; without ``advise`` it is not looked for, which takes up to 50 ms.
        """

    def facets(
        self, query: str, facet: Facet, *, limit: int = 10, typing: bool = False
    ) -> tuple[FacetCount, ...]:
        """What the articles that match a query have in common, and how many have it, most frequent first.

        Months are in order of time, the latest first. Entities are counted as users take them to be; in a
        search that finds 2,000 articles or more, one that a single article names may be left out. Raises
        QueryError.
        """

    def complete(self, text: str, cursor: int, limit: int = 8) -> tuple[Completion, ...]:
        """What may stand in a query at the cursor, which counts the code points before it, best first."""

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
        """Quotes, newest article first; with ``indirect`` also what is reported without marks.

        ``by`` is a name or a part of one, and means whom the field ``by:`` of a query means: those of
        whose names one has its words, else those of whose names one has words that begin with them.
        ``speaker_id`` is one speaker, ``about`` a name that the quote or its sentence mentions,
        ``match`` a query over the words of the quote.
        """

    def speakers(self, prefix: str = "", *, limit: int = 1000) -> tuple[Speaker, ...]:
        """Who is quoted, most quoted first; ``prefix`` is the beginning of any word of a name."""

    def quote(self, quote_id: int) -> QuoteInArticle:
        """One quote, also one that is reported without marks."""

    def statement(self, quote_id: int) -> Statement:
        """A quote with those of other articles that report the same words, whoever is named for them."""

    def speaker(
        self, speaker_id: int, *, match: str = "", limit: int = 50, offset: int = 0
    ) -> SpeakerProfile:
        """What the archive tells of somebody who speaks.

        ``match`` is a query over the words of the quotes; ``limit`` and ``offset`` choose the page of
        those that match. Somebody who is named and never quoted has a profile without quotes. Raises
        NotFoundError and QueryError.
        """

    def attribute(self, quote_id: int, speaker: int | str | None) -> Decision:
        """Take the words of a quote to be somebody's.

        ``speaker`` is the id of an entity, the name of a person whom no text names, or None for nobody
        known. Decisions about quotes are kept as those about entities are (see :meth:`merge`), and hold
        when the article is annotated again. Raises NotFoundError, LockedError, and ValueError when that
        is so already.
        """

    def unquote(self, quote_id: int) -> Decision:
        """Take the words of a quote to be none: not shown, counted or found any more. Raises as above."""

    def entities(
        self, label: Label | None = None, *, query: str = "", limit: int = 1000, typing: bool = False
    ) -> tuple[EntityCount, ...]:
        """The entities of the archive, most often named first; dates and amounts only for their label.

        With a ``query`` only the articles that match it are counted, with ``typing`` those that
        ``search`` finds for it. Raises QueryError.
        """

    def entity(
        self, entity_id: int, *, query: str = "", limit: int = 50, offset: int = 0, typing: bool = False
    ) -> EntityProfile:
        """What the archive tells of an entity in the articles that match ``query`` (empty: in all).

        ``limit`` and ``offset`` choose the page of the articles that name it; ``typing`` means what it
        means to ``search``. Raises NotFoundError and QueryError.
        """

    def filter_for(self, entity_id: int) -> str:
        """A query that finds the articles that name an entity, and means no other.

        It is the entity's name (``person:"Ruth Ellison"``) where nobody else has it, else its id
        (``entity:12``). Raises NotFoundError.
        """

    def entities_named(self, name: str, label: Label | None = None) -> tuple[EntityCount, ...]:
        """The entities with exactly this name among theirs (case and accents aside), most named first."""

    def merge(self, entity_id: int, other_id: int) -> Decision:
        """Take another entity to be the same as one; both keep their names, the first one's is shown.

        A decision is final: the annotator never overrules it, also when it annotates again. It is
        kept in the archive by whoever may write it, else in the user's own state, laid over the
        archive. This and the next four raise NotFoundError, LockedError, and ValueError when there is
        nothing to do (one entity with itself, its only name split off).
        """

    def split(self, entity_id: int, name: str) -> Decision:
        """Take one of an entity's names (a spelling met in texts) to be somebody else's."""

    def rename(self, entity_id: int, name: str) -> Decision:
        """Show an entity under another name, also one that no text writes."""

    def reject(self, entity_id: int) -> Decision:
        """Take an entity to be none: its mentions are not shown, counted or found any more."""

    def relabel(self, entity_id: int, label: Label) -> Decision:
        """Take an entity to be of another kind."""

    def undo(self) -> Decision:
        """Take the last decision that holds back, and say which; NotFoundError when there is none."""

    def undoable(self) -> Decision | None:
        """The decision that :meth:`undo` takes back, None when there is none that this user may."""

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that hold, oldest first."""

    def export_decisions(self) -> Iterator[dict[str, Any]]:
        """The decisions that hold, oldest first, each as an object of JSON that any archive understands.

        "kind", "label", "name", "other" and "other_label" are those of a Decision, "decision" is its id.
        "archive" is the archive's uuid, and "entity" and "other_entity" are ids that mean something in
        it alone. A decision about words has their "text", the digest of the "article", in hexadecimal, and
        "start" and "end", which count from the start of ``Article.text``.
        """

    def import_decisions(self, items: Iterable[tuple[str, Mapping[str, Any]]]) -> Taken:
        """Take decisions that :meth:`export_decisions` gave, of this archive or another, in their order.

        ``items`` are such objects, each with where it stands ("decisions.jsonl:3"), which is the origin
        of the problem when it cannot be taken here. Those that hold already are left as they are. Raises
        LockedError.
        """

    def add(
        self,
        items: Iterable[Draft | Problem],
        *,
        source: str | None = None,
        jobs: int = 1,
        report: Report | None = None,
    ) -> AddReport:
        """Clean, annotate, store and index articles; problems among the items are passed on.

        ``source`` is taken for articles that name none. An article counts as added once it is on
        disk. Raises LockedError or ReadOnlyError.
        """

    def outdated(self) -> int:
        """How many articles another version of the annotator has read, which a repair annotates again."""

    def check(
        self, *, repair: bool = False, jobs: int = 1, report: Report | None = None
    ) -> Sequence[Problem]:
        """What is not whole; with ``repair``, what remains so after rebuilding what can be rebuilt.

        ``jobs`` is how many processes annotate again.
        """

    @property
    def uuid(self) -> str:
        """What identifies the archive wherever it lies."""

    def prepare_search(self, report: Report | None = None) -> None:
        """Repair the full-text index if it is behind, missing or damaged, as far as this user may.

        Searching does this by itself, without word of how far it is.
        """

    def close(self) -> None:
        """Release files and processes."""


def own_problem(archive: Archive) -> Problem | None:
    """Why this user's own corrections of names and quotes, laid over an archive, do not count, if so.

    A file that cannot be understood is told once: it is put aside, beside where it was. One that cannot be
    read is told as long as it cannot.
    """
    from index.storage.own import OwnDecisions

    try:
        uuid = archive.uuid
    except ArchiveError:
        return None  # whatever else is asked of the archive tells why
    return OwnDecisions(uuid).tell_problem()


def default_path() -> Path:
    """The directory of the user's archive: NEWSREADER_ARCHIVE, else one in the user's data directory."""
    named = os.environ.get("NEWSREADER_ARCHIVE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("newsreader") / "archive"


def sample_path() -> Path:
    """The directory of the sample archive."""
    from platformdirs import user_data_path

    return user_data_path("newsreader") / "sample"


def open_archive(path: Path | str, *, create: bool = False) -> LocalArchive:
    """Open the archive in a directory; with ``create`` one that does not exist is made.

    Raises NotFoundError when there is none, UntrustedError when another user could have written it,
    and ArchiveError when it cannot be read. No search engine is loaded.
    """
    from index.local import LocalArchive
    from index.trust import check_trust, make_private_directory

    path = Path(path).expanduser()
    try:
        if create:
            make_private_directory(path)
        elif not path.is_dir():
            raise NotFoundError(f"There is no archive in {path}; make one with: newsreader add FILE...")
        check_trust(path)
    except OSError as error:
        raise ArchiveError(f"Cannot open the archive {path}: {error.strerror}") from error
    return LocalArchive(path.resolve(), create=create)
