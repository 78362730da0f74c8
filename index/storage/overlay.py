"""What is shown, laid over what is stored.

Whoever reads ``mentions``, ``quotes``, ``entities``, ``entity_evidence``, ``entity_names`` or
``name_words`` reads views in memory that carry out the decisions on who is who and who said what. They
join the stored tables with the small table ``who``, so that SQLite takes the same ways through its
indexes as without them. The decisions in the archive have filled its own ``who`` and changed its rows of
quotes; for a user who has decisions of their own, or who may not upgrade an older archive, there are
tables in memory for both, renewed when the archive changes.

Writers see the stored tables: the views are lifted while something is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from index.storage.decisions import Kept, stored_decisions
from index.storage.own import OwnDecisions
from index.storage.schema import DECIDED, FIRST_ON_QUOTES, MADE, NAME_WORDS, NO_ENTITY, VERSION
from index.storage.upgrade import OLD_WORDS

if TYPE_CHECKING:
    from index.storage.database import Database

_MENTION = "m.article_id, m.start, m.end, coalesce(w.label, m.label) AS label, m.text, m.name"
_QUOTE = (
    "q.id, q.article_id, q.ordinal, q.start, q.end, q.context_start, q.context_end, q.text, q.kind, "
    "q.speaker, q.speaker_start, q.speaker_end, "
    "CASE WHEN q.speaker_id IS NULL OR w.shown IS NOT NULL THEN q.speaker_name END AS speaker_name, "
    "w.shown AS speaker_id, q.cue, q.cue_start, q.cue_end, q.confidence, {fourth}, {decision}"
)
_DECIDED_QUOTE = (
    "q.id, q.article_id, q.ordinal, q.start, q.end, q.context_start, q.context_end, q.text, q.kind, "
    "iif(o.id, o.speaker, q.speaker) AS speaker, "
    "iif(o.id, o.speaker_start, q.speaker_start) AS speaker_start, "
    "iif(o.id, o.speaker_end, q.speaker_end) AS speaker_end, "
    "CASE WHEN w.shown IS NOT NULL THEN iif(o.id, o.speaker_name, q.speaker_name) "
    "WHEN o.id IS NULL AND q.speaker_id IS NULL THEN q.speaker_name END AS speaker_name, "
    "w.shown AS speaker_id, "
    "iif(o.id, o.cue, q.cue) AS cue, iif(o.id, o.cue_start, q.cue_start) AS cue_start, "
    "iif(o.id, o.cue_end, q.cue_end) AS cue_end, iif(o.id, o.confidence, q.confidence) AS confidence, "
    "iif(o.id, o.chain, {chain}) AS chain, {statement} AS statement_id, o.decision AS decision"
)
# A quote has the speaker found, or what is laid over it: SQLite looks for both through an index.
_DECIDED_QUOTES = (
    "SELECT {decided_quote} FROM main.quotes q LEFT JOIN temp.who w ON "  # noqa: S608
    f"(w.found = q.speaker_id AND w.part = {{quote_part}} AND q.id NOT IN (SELECT id FROM temp.{DECIDED})) "
    f"OR (w.found = {NO_ENTITY} AND w.part = q.id) "
    f"LEFT JOIN temp.{DECIDED} o ON o.id = q.id WHERE o.dropped IS NOT 1"
)
_MADE_QUOTES = (
    " UNION ALL SELECT id, article_id, ordinal, start, end, context_start, context_end, text, kind, "  # noqa: S608
    "speaker, speaker_start, speaker_end, speaker_name, speaker_id, cue, cue_start, cue_end, confidence, "
    f"chain, NULL, decision FROM temp.{MADE}"
)
_IS_NAME = (
    "w.shown IS NOT NULL AND (w.split = 0 OR EXISTS (SELECT 1 FROM {schema}.part_names p "
    "WHERE p.found = w.found AND p.part = w.part AND p.name = n.name))"
)
_VIEWS = {
    "mentions": "SELECT {mention}, w.shown AS entity_id, {value} AS value FROM main.mentions m "
    "JOIN {schema}.who w ON w.found = m.entity_id AND w.part = {mention_part} WHERE w.shown IS NOT NULL",
    "quotes": "SELECT {quote} FROM main.quotes q "
    "LEFT JOIN {schema}.who w ON w.found = q.speaker_id AND w.part = {quote_part}",
    "entities": "SELECT e.id, coalesce((SELECT s.label FROM {schema}.shown s WHERE s.id = e.id), e.label) "
    "AS label, e.key, coalesce((SELECT s.name FROM {schema}.shown s WHERE s.id = e.id), e.name) AS name "
    "FROM {entities} e",
    "entity_evidence": "SELECT w.shown AS entity_id, e.article_id, e.roles, e.nations, {titles} AS titles "
    "FROM {evidence} e "
    "JOIN {schema}.who w ON w.found = e.entity_id WHERE w.shown IS NOT NULL",
    "entity_names": "SELECT w.shown AS entity_id, n.name, n.terms, n.mentions, n.articles "
    "FROM main.entity_names n JOIN {schema}.who w ON w.found = n.entity_id WHERE {is_name}",
    "name_words": "SELECT n.word, w.shown AS entity_id, n.name FROM {words} n "
    "JOIN {schema}.who w ON w.found = n.entity_id WHERE {is_name} "
    "UNION ALL SELECT word, entity_id, name FROM {schema}.given_words",
}
_STORED = {
    "schema": "main",
    "value": "m.value",
    "mention_part": "m.part",
    "quote_part": "q.part",
    "entities": "main.entities",
    "words": "main.name_words",
    "evidence": "main.evidence",
    "titles": "e.titles",
    "fourth": "q.chain, q.statement_id",
    "decision": "q.decision",
    "chain": "q.chain",
    "statement": "q.statement_id",
}
_NO_EVIDENCE = "(SELECT NULL AS entity_id, NULL AS article_id, NULL AS roles, NULL AS nations WHERE 0)"
_PART = (
    "coalesce((SELECT p.part FROM temp.parts p WHERE p.found = {entity} AND p.text = {text} "
    "AND p.name = {name}), 0)"
)
_SPLIT = {
    "mention_part": _PART.format(entity="m.entity_id", text="m.text", name="m.name"),
    "quote_part": _PART.format(
        entity="q.speaker_id", text="coalesce(q.speaker, '')", name="coalesce(q.speaker_name, '')"
    ),
}
_WHOLE = {"mention_part": "0", "quote_part": "0"}

_LAID_OUT = ("who", "shown", "part_names", "given_words", "all_entities", "parts", DECIDED, MADE)

_Stamp = tuple[int, ...]


class Overlay:
    """The views of one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._own: OwnDecisions | None = None
        self._laid = False
        self._laid_out: tuple[_Stamp, int] | None = None
        self._known_version = 0

    @property
    def own(self) -> OwnDecisions:
        """The decisions in this user's own state."""
        if self._own is None:
            rows = self._database.stored("SELECT value FROM main.meta WHERE key = 'uuid'")
            self._own = OwnDecisions(rows[0][0] if rows else "")
        return self._own

    @property
    def _version(self) -> int:
        """The version of the tables; another process may upgrade those of an older archive at any time."""
        if self._known_version < VERSION:
            self._known_version = self._database.version
        return self._known_version

    def decisions(self) -> tuple[Kept, ...]:
        """The decisions that hold: the archive's, and over them this user's own."""
        stored = stored_decisions(self._database, self._version) if self._version >= 3 else ()
        return (*stored, *self.own.decisions())

    def lay(self) -> None:
        """Lay the views, and bring what they need in memory up to date."""
        if not self.own.decisions() and self._version >= VERSION:
            if self._laid_out is not None:
                self.lift()
                self._drop_tables()
                self._laid_out = None
            if not self._laid:
                self._make_views(_STORED)
            return
        changed = int(self._database.stored("PRAGMA data_version")[0][0])
        state = (self.own.stamp, changed)
        if self._laid and self._laid_out == state:
            return
        self.lift()
        self._database.execute("BEGIN")
        try:
            self._lay_out()
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._laid_out = state

    def lift(self) -> None:
        """Take the views away."""
        if self._laid:
            self._laid = False
            for name in _VIEWS:
                self._database.execute(f"DROP VIEW IF EXISTS temp.{name}")

    def _drop_tables(self) -> None:
        """Drop the tables in memory, which hide those of the archive from who names no schema."""
        for name in _LAID_OUT:
            self._database.execute(f"DROP TABLE IF EXISTS temp.{name}")

    def _lay_out(self) -> None:
        """Fill the tables in memory, and lay the views over them."""
        from index.storage.settling import lay_out

        made = lay_out(self._database, self.decisions(), version=self._version)
        source = {**_STORED, "schema": "temp", **(_SPLIT if made.parts else _WHOLE)}
        if made.entities:
            source["entities"] = "temp.all_entities"
        if self._version < FIRST_ON_QUOTES:
            source["titles"] = "''"
            source["fourth"] = "'' AS chain, NULL AS statement_id"
            source["chain"], source["statement"], source["decision"] = "''", "NULL", "NULL AS decision"
        if self._version < 3:
            source["value"], source["evidence"] = "NULL", _NO_EVIDENCE
        if self._version < 2:
            self._make_old_words()
            source["words"] = f"temp.{OLD_WORDS}"
        views = dict(_VIEWS)
        if made.decided:
            views["quotes"] = _DECIDED_QUOTES + (_MADE_QUOTES if made.made else "")
        self._make_views(source, views)

    def _make_old_words(self) -> None:
        """The table of the words of names, empty until :func:`upgrade.add_missing_words` fills it."""
        made = self._database.stored("SELECT 1 FROM temp.sqlite_schema WHERE name = ?", (OLD_WORDS,))
        if not made:
            self._database.execute(NAME_WORDS.format(kind="TEMP TABLE", name=OLD_WORDS))

    def _make_views(self, source: dict[str, str], views: Mapping[str, str] = _VIEWS) -> None:
        """Lay the views over tables."""
        source = {
            **source,
            "mention": _MENTION,
            "quote": _QUOTE.format(**source),
            "decided_quote": _DECIDED_QUOTE.format(**source),
            "is_name": _IS_NAME.format(**source),
        }
        for name, sql in views.items():
            self._database.execute(f"CREATE TEMP VIEW {name} AS {sql.format(**source)}")
        self._laid = True
