"""Writes articles and what is found in them: a batch in one transaction, a table at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from index.storage import wordings
from index.storage.attributing import forget_verdicts
from index.storage.database import Database, Row
from index.storage.entities import EntityWriter
from index.storage.renewing import found_in, known_quotes, mark_rewritten, quoted, same_ids
from index.storage.rows import END, QUOTE_COLUMNS, START, Ready
from index.storage.settling import settle
from index.storage.vocabulary import count_added, count_changed

_INSERT_ARTICLE = (
    "INSERT OR IGNORE INTO articles (digest, title, source, author, year, month, day, ordinal, "
    "dateline, address, words, body_start, annotator, text) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_INSERT_MENTION = (
    "INSERT OR IGNORE INTO mentions (article_id, start, end, label, text, name, entity_id, value) "
    "VALUES (?,?,?,?,?,?,?,?)"
)
_INSERT_QUOTE = (
    f"INSERT INTO quotes (id, article_id, ordinal, {QUOTE_COLUMNS}) "  # noqa: S608
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


class _Pages:
    """The rows of a batch, with the ids that the archive has for what they are about."""

    def __init__(self) -> None:
        self._mentions: list[Row] = []
        self._quotes: list[Row] = []
        self._fingerprints: set[tuple[int, int]] = set()

    def take(self, article_id: int, each: Ready, ids: Sequence[int], quote_ids: Iterable[int | None]) -> None:
        """Take in the rows of an article; ``ids`` are the archive's entities for the article's."""
        entities = each.rows.entities
        for start, end, text, number, value in each.rows.mentions:
            named = entities[number]
            self._mentions.append((article_id, start, end, named.label, text, named.name, ids[number], value))
        ordinal = each.article.published.ordinal
        for quote_id, row in zip(quote_ids, each.rows.quotes, strict=True):
            speaker = None if row[-1] is None else ids[row[-1]]
            self._quotes.append((quote_id, article_id, ordinal, *row[:-1], speaker))
        self._fingerprints.update(each.rows.fingerprints)

    def write(self, database: Database) -> None:
        """Write the rows, within the transaction."""
        database.execute_many(_INSERT_MENTION, self._mentions)
        database.execute_many(_INSERT_QUOTE, self._quotes)
        wordings.remember(database, self._fingerprints)


class Writer:
    """Writes to one archive, of which it remembers who is who."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entities = EntityWriter(database)

    def add(self, batch: Sequence[Ready], *, sample: bool) -> int:
        """Store articles and count those that were not there before; see Store.add_ready."""
        with self._transaction():
            empty = self._database.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None
            fresh = {}
            for each in batch:
                number = self._insert(each)
                if number is not None:
                    fresh[number] = each
            if fresh:
                self._write(fresh, {})
                decided = settle(self._database)
                count_added(self._database)
                self._database.revise()
                mark_rewritten(self._database, decided - fresh.keys())
            if fresh and (empty or not sample):
                self._mark_sample(sample)
        return len(fresh)

    def replace(self, batch: Mapping[int, Ready]) -> None:
        """Store other annotations for articles, by id."""
        database = self._database
        with self._transaction():
            before, said_before = found_in(database, batch), quoted(database, batch)
            known = known_quotes(database, batch)
            said = wordings.wordings_in(database, batch)
            forget_verdicts(database, batch)
            said |= wordings.wordings_in(database, batch)
            for article_id in batch:
                self._entities.forget(article_id)
                database.execute("DELETE FROM quotes WHERE article_id = ?", (article_id,))
                database.execute("DELETE FROM mentions WHERE article_id = ?", (article_id,))
            self._write(batch, known)
            database.execute_many(
                "UPDATE articles SET annotator = ? WHERE id = ?",
                [(each.annotator, article_id) for article_id, each in batch.items()],
            )
            wordings.forget_unused(database, said)
            decided = settle(database)
            database.revise()
            count_changed(database, said_before, quoted(database, batch))
            after = found_in(database, batch)
            changed = {number for number in batch if before.get(number) != after.get(number)}
            mark_rewritten(database, changed | (decided - batch.keys()))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction that takes back what it counted when it fails."""
        try:
            with self._database.transaction():
                yield
        except BaseException:
            self._entities.abandon()
            raise

    def _insert(self, each: Ready) -> int | None:
        """The id of an article that is stored by this; None when it is there already."""
        article, date = each.article, each.article.published
        cursor = self._database.execute(
            _INSERT_ARTICLE,
            (
                each.digest,
                article.title,
                article.source,
                article.author,
                date.year,
                date.month,
                date.day,
                date.ordinal,
                article.dateline,
                article.address,
                article.words,
                article.body_start,
                each.annotator,
                article.text,
            ),
        )
        return cursor.lastrowid if cursor.rowcount == 1 else None

    def _write(
        self, batch: Mapping[int, Ready], known: Mapping[int, Collection[tuple[int, int, int]]]
    ) -> None:
        """Store the mentions and quotes of articles; ``known`` are the places and ids that quotes had."""
        pages = _Pages()
        self._entities.begin(each.rows for each in batch.values())
        for article_id, each in batch.items():
            ids = self._entities.resolve(article_id, each.rows)
            ranges = [(row[START], row[END]) for row in each.rows.quotes]
            pages.take(article_id, each, ids, same_ids(known.get(article_id, ()), ranges))
        self._entities.finish()
        pages.write(self._database)

    def _mark_sample(self, sample: bool) -> None:
        """Have the archive count as the sample archive, or not."""
        if sample:
            self._database.execute("INSERT OR REPLACE INTO meta VALUES ('sample', '1')")
        else:
            self._database.execute("DELETE FROM meta WHERE key = 'sample'")
