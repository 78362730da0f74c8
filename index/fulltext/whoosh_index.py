"""The index as Whoosh sees it, and adding to it through Whoosh's writer.

Whoosh's table of contents is a pickle; here it is the catalogue. Its writer keeps the lock, the segments
and what is deleted in them; documents go past its pool of postings to the Inverter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from index.errors import LockedError
from index.fulltext import catalogue, tiers
from index.fulltext.catalogue import Catalogue, latest_generation
from index.fulltext.document import Document
from index.fulltext.errors import DamagedIndexError, is_of_the_file, readable
from index.fulltext.internals import whoosh
from index.fulltext.search.snapshot import Snapshot
from index.fulltext.segment.bitmaps import from_documents
from index.fulltext.segment.fields import MOST_DOCUMENTS
from index.fulltext.segment.inverting import Inverter
from index.fulltext.segment.merging import merge
from index.fulltext.segment.vocabulary import Vocabulary
from index.fulltext.segment.writer import KINDS
from index.fulltext.whoosh_codec.codec import INDEX_NAME, ArrayCodec, ArraySegment
from index.fulltext.whoosh_codec.schema import schema
from index.fulltext.whoosh_codec.writing import MemoryPool

__all__ = [
    "ArrayIndex",
    "ArrayWriter",
    "DamagedIndexError",
    "append",
    "create",
    "current_files",
    "latest_generation",
]

MOST_PENDING = 8_000
"""Documents after which a writer writes a segment, so that memory stays bounded: about 64 MB."""

MOST_TEXT = 32_000_000
"""Code points of text after which it does too."""

_PATIENCE = 5.0  # seconds that append waits for another writer
_RETRIES = 10


class _Storage(whoosh.filedb.filestore.FileStorage):  # type: ignore[misc]
    """A directory of files. What Whoosh wants to keep for a while it keeps in memory, and uses none of it."""

    def temp_storage(self, name: str | None = None) -> Any:
        """A place for files of no duration."""
        return whoosh.filedb.filestore.RamStorage()


class ArrayIndex(whoosh.index.FileIndex):  # type: ignore[misc]
    """An index in a directory. Every reader, searcher and query of Whoosh's works on it."""

    def __init__(self, directory: Path) -> None:
        """Raises DamagedIndexError when there is none, or its catalogue cannot be read."""
        self.directory = directory
        self.storage = _Storage(str(directory))
        self.indexname = INDEX_NAME
        self._schema = schema()
        self._read_toc()

    @classmethod
    def create(cls, directory: Path, archive: str = "") -> ArrayIndex:
        """Make an empty index for an archive; what the directory has of another one goes."""
        empty = Catalogue(latest_generation(directory) + 1, (), archive)
        catalogue.write(directory, empty)
        catalogue.clean(directory, empty)
        return cls(directory)

    def _read_toc(self) -> Any:
        """The last generation, as Whoosh's table of contents has it."""
        found = catalogue.read(self.directory)
        segments = [ArraySegment(self.directory, entry) for entry in found.segments]
        return whoosh.index.TOC(self._schema, segments, found.generation)

    @property
    def schema(self) -> Any:
        """The schema, which is the same for all indexes."""
        return self._schema

    def latest_generation(self) -> int:
        """The number of the last generation, -1 without one."""
        return latest_generation(self.directory)

    def reader(self, reuse: Any = None) -> Any:
        """A reader of the last generation. Raises DamagedIndexError.

        A writer may take files away that are just being opened; then the next generation is read.
        """
        for _ in range(_RETRIES):
            before = self.latest_generation()
            try:
                contents = self._read_toc()
                return self._reader(self.storage, self._schema, contents.segments, contents.generation)
            except DamagedIndexError:
                if self.latest_generation() == before:
                    raise
        raise DamagedIndexError("the index changes faster than it can be read")

    def writer(self, procs: int = 1, **options: Any) -> ArrayWriter:
        """A writer; ``timeout`` are the seconds that it waits for another one. Raises LockError."""
        return ArrayWriter(self, **options)


class ArrayWriter(whoosh.writing.SegmentWriter):  # type: ignore[misc]
    """Writes one generation. Of several processes one at a time has a writer.

    Whatever fails in :meth:`commit` leaves the generation that was there, and frees the lock. ``archive``
    and ``revision`` are written into the catalogue (see :class:`index.fulltext.catalogue.Catalogue`); until
    they are set they are what they were.
    """

    def __init__(self, index: ArrayIndex, timeout: float = 0.0, delay: float = 0.1, **_: object) -> None:
        """Raises LockError when another writer is at work, DamagedIndexError."""
        self.directory = index.directory
        try:
            super().__init__(index, timeout=timeout, delay=delay, codec=ArrayCodec(), compound=False)
            self._before = catalogue.read(self.directory)
        except BaseException:
            self._release()
            raise
        self.archive, self.revision = self._before.archive, self._before.revision
        self._vocabulary = Vocabulary()
        self._inverter: Inverter | None = None
        self._pending_text = 0
        self._count = 0
        self._fresh: list[ArraySegment] = []
        self._begin()

    def _release(self) -> None:
        """Free the lock if it is held; Whoosh 2.7 keeps it when something fails."""
        lock = getattr(self, "writelock", None)
        if lock is not None:
            with suppress(Exception):
                lock.release()

    def _begin(self) -> None:
        """Begin a segment."""
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment, self.perdocwriter)
        self.pool = MemoryPool()
        self._inverter = None
        self._pending_text = 0
        self.docnum = 0

    def add_field(self, fieldname: str, fieldtype: Any, **_: object) -> None:
        """The fields are what they are. Raises NotImplementedError."""
        raise NotImplementedError("the fields of the index cannot be changed")

    def remove_field(self, fieldname: str, **_: object) -> None:
        """The fields are what they are. Raises NotImplementedError."""
        raise NotImplementedError("the fields of the index cannot be changed")

    def add_document(self, document: Document | None = None, /, **fields: Any) -> None:
        """Add a document, or, the way Whoosh has it, the values of its fields and columns by name.

        The second way is for what is not written often: it takes many times as long.
        """
        self._check_state()
        direct = document is not None
        if self.docnum and (direct != (self._inverter is not None) or self._is_full()):
            self._flush()
        if document is None:
            super().add_document(**fields)
        else:
            if self._inverter is None:
                self._inverter = Inverter(self._vocabulary)
            self._inverter.add(document)
            self._pending_text += len(document.text)
            self.docnum += 1
            self._added = True
        self._count += 1

    def _is_full(self) -> bool:
        """Whether the segment that has begun is large enough."""
        return bool(self.docnum >= min(MOST_PENDING, MOST_DOCUMENTS) or self._pending_text >= MOST_TEXT)

    def _flush(self) -> None:
        """Write the segment that has begun, if it has documents."""
        if not self.docnum:
            return
        segment = self.newsegment
        if self._inverter is not None:
            self._inverter.write(segment.stem)
            if self._vocabulary.is_full:
                self._vocabulary = Vocabulary()
        else:
            self.perdocwriter.close()
            self.fieldwriter.add_postings(self.schema, None, self.pool.iter_postings())
            self.fieldwriter.close()
        segment.set_doc_count(self.docnum)
        self._fresh.append(segment)
        self._begin()

    def delete_articles(self, articles: Collection[int]) -> int:
        """Delete the documents of articles that were there before, and say how many they are."""
        self._check_state()
        count = 0
        for segment in self.segments if articles else ():
            numbers = segment.open().articles
            found = [document for document, article in enumerate(numbers) if article in articles]
            before = segment.deleted_count()
            segment.delete_documents(from_documents(found, len(numbers)))
            count += segment.deleted_count() - before
        return count

    def delete_article(self, article: int) -> int:
        """Delete the documents of one article that were there before, and say how many they are."""
        return self.delete_articles((article,))

    def commit(self, mergetype: Any = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """Write the generation, on disk when this returns.

        ``optimize`` puts all segments together that may be, ``merge=False`` puts none together, and a
        ``mergetype`` is a policy of Whoosh's own. Raises DamagedIndexError when what is there cannot be read.
        """
        self._check_state()
        try:
            self._flush()
            everything = self.optimize if optimize is None else optimize
            merging = self.merge if merge is None else merge
            segments = self._merged(mergetype or self.mergetype, everything, merging)
            self._commit_toc(segments)
        except BaseException:
            self.cancel()
            raise
        self._finish()

    def _merged(self, policy: Any, everything: bool, merging: bool) -> list[ArraySegment]:
        """The segments of the generation, once those that are to be have been put together."""
        if policy is not None:
            left = policy(self, [*self.segments, *self._fresh])
            made = len(self._fresh)
            self._flush()
            return [*left, *self._fresh[made:]]
        segments = [segment for segment in [*self.segments, *self._fresh] if segment.doc_count()]
        if not merging:
            return segments
        groups = tiers.plan([_candidate(each) for each in segments], self._count, everything=everything)
        together = {group[0]: self._merge([segments[index] for index in group]) for group in groups}
        gone = {index for group in groups for index in group[1:]}
        return [together.get(at, segment) for at, segment in enumerate(segments) if at not in gone]

    def _merge(self, segments: Sequence[ArraySegment]) -> ArraySegment:
        """One segment of several."""
        made: ArraySegment = self.codec.new_segment(self.storage, self.indexname)
        with _damage(self.directory):
            made.set_doc_count(merge([segment.open() for segment in segments], made.stem))
        return made

    def _commit_toc(self, segments: Sequence[ArraySegment]) -> None:
        """Write the catalogue, and take the files away that it does not name."""
        entries = tuple(segment.entry for segment in segments if segment.doc_count())
        contents = Catalogue(self.generation, entries, self.archive, self.revision)
        catalogue.write(self.directory, contents)
        catalogue.clean(self.directory, contents)

    def cancel(self) -> None:
        """Give up what has not been committed, and free the lock."""
        if self.is_closed:
            return
        with suppress(OSError):
            if latest_generation(self.directory) == self._before.generation:
                catalogue.clean(self.directory, self._before)
        self._finish()


def _candidate(segment: ArraySegment) -> tiers.Candidate:
    """A segment as the plan sees it."""
    stem = segment.stem
    size = sum(stem.with_name(stem.name + ending).stat().st_size for ending in KINDS)
    return tiers.Candidate(segment.doc_count_all(), segment.doc_count(), size)


@contextmanager
def _damage(directory: Path) -> Iterator[None]:
    """What goes wrong in reading means damage where checksums say so, or where a file is missing or none.

    Errors of the operating system, and mistakes of this program, stay what they are.
    """
    try:
        with readable(lambda: Snapshot(directory).damage()):
            yield
    except OSError as error:
        if is_of_the_file(error):
            raise DamagedIndexError(str(error)) from error
        raise


def create(directory: Path, archive: str = "") -> None:
    """Make an empty index in a directory, for an archive by its uuid."""
    ArrayIndex.create(directory, archive)


def append(
    directory: Path,
    documents: Iterable[Document],
    replaced: Collection[int] = (),
    *,
    archive: str | None = None,
    revision: int | None = None,
    merge_all: bool = False,
) -> None:
    """Add documents in one commit, which takes those of the articles ``replaced`` out.

    ``archive`` and ``revision`` go into the catalogue; None leaves them as they are. ``merge_all`` puts all
    segments together, which takes about a tenth of the time of building anew. Raises DamagedIndexError when
    what is there cannot be read, LockedError while another process writes.
    """
    with _written(directory, archive, revision) as writer:
        with _damage(directory):
            writer.delete_articles(replaced)
        for document in documents:
            writer.add_document(document)
        writer.commit(optimize=merge_all)


def adopt(directory: Path, *, archive: str, revision: int) -> None:
    """Write a generation that has the same segments as the last one. Raises what :func:`append` raises."""
    with _written(directory, archive, revision) as writer:
        writer.commit(merge=False)


@contextmanager
def _written(directory: Path, archive: str | None, revision: int | None) -> Iterator[ArrayWriter]:
    """A writer, which gives up when the block fails before it has committed."""
    with _damage(directory):
        try:
            writer = ArrayIndex(directory).writer(timeout=_PATIENCE)
        except whoosh.index.LockError:
            raise LockedError(
                "Another process is writing to the full-text index; try again when it is done"
            ) from None
    try:
        writer.archive = writer.archive if archive is None else archive
        writer.revision = writer.revision if revision is None else revision
        yield writer
    except BaseException:
        writer.cancel()
        raise


def current_files(directory: Path) -> list[str]:
    """The names of the files that the last generation consists of. Raises DamagedIndexError."""
    with _damage(directory):
        return catalogue.files(catalogue.read(directory))
