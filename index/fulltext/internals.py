"""Whoosh, loaded quietly and disarmed, and the one list of what of its internals this project leans on.

Whatever uses Whoosh takes it from here: ``from index.fulltext.internals import whoosh``.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    import whoosh
    import whoosh.analysis
    import whoosh.codec.base
    import whoosh.columns
    import whoosh.fields
    import whoosh.filedb.filestore
    import whoosh.formats
    import whoosh.index
    import whoosh.legacy
    import whoosh.matching
    import whoosh.reading
    import whoosh.util.loading
    import whoosh.writing

from index.fulltext.unpickle import harden

__all__ = ["LEANED_ON", "whoosh"]

harden()

LEANED_ON = {
    "whoosh.writing.SegmentWriter.__init__": (
        "takes the lock, reads the table of contents through FileIndex._read_toc, sets writelock, storage,"
        " generation, segments, docnum, pool, perdocwriter, fieldwriter, is_closed; of these pool, docnum and"
        " the two writers are set anew for each segment"
    ),
    "whoosh.writing.SegmentWriter.add_document": (
        "gives pool.add (field, term, document, weight, value) of what FieldType.index yields, sums the"
        " frequencies up as the field's length, and counts docnum up"
    ),
    "whoosh.writing.SegmentWriter.add_reader": "a policy of Whoosh's own merges through it into the pool",
    "whoosh.writing.SegmentWriter.delete_document": "finds the segment in self.segments, deletes there",
    "whoosh.writing.SegmentWriter._finish": "destroys _tempstorage and frees the lock, at the end",
    "whoosh.codec.base.FieldWriter.add_postings": "turns sorted postings into start_field ... finish_term",
    "whoosh.codec.base.Segment.segment_id": "is the index's name, a line and segid, as the catalogue has it",
    "whoosh.codec.base.Automata.find_matches": "walks a cursor by text() and find() for fuzzy terms",
    "whoosh.index.FileIndex._reader": "opens segments without asking for the table of contents",
    "whoosh.index.TOC": "holds schema, segments and generation, and is only filled, never read or written",
    "whoosh.reading.SegmentReader": "asks the codec for its two readers, leaves out what is deleted",
    "whoosh.reading.TermInfo": "takes its numbers by name; over several segments _minid and _maxid change",
    "whoosh.matching.LeafMatcher": "scores by self.scorer, and reads values by self.format",
    "whoosh.fields.NUMERIC": "makes one range of terms of a range of numbers when shift_step is 0",
    "whoosh.formats.Format.supports": "looks for decode_positions and the like",
    "whoosh.util.numeric.length_to_byte": "is the table that lengths are kept by (segment.lengths)",
    "whoosh.scoring.BM25F": "has the K1, B and formula that impacts and the search over arrays have",
    "whoosh.filedb.filestore.FileStorage.lock": "is a lock on a file, which the death of a process frees",
    "whoosh.compat.loads": "is where modules take pickle's functions from that are loaded after hardening",
}
"""What of Whoosh's internals is leaned on, by its full name, and for what.

None of it is documented. tests/unit/test_whoosh_internals.py has a test for each.
"""
