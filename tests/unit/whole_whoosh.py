"""All of Whoosh that tests use, loaded quietly: ``from tests.unit.whole_whoosh import whoosh``."""

from __future__ import annotations

import warnings

from index.fulltext.internals import whoosh

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what Python says of old syntax when it compiles Whoosh
    import whoosh.codec.whoosh3
    import whoosh.collectors
    import whoosh.highlight
    import whoosh.qparser
    import whoosh.query
    import whoosh.query.spans
    import whoosh.scoring
    import whoosh.searching
    import whoosh.sorting
    import whoosh.util.filelock
    import whoosh.util.numeric

__all__ = ["whoosh"]
