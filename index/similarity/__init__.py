"""Near-duplicates: the same story, printed again with small edits.

:func:`signature` makes 16 bytes from the words of an article, :func:`is_near` compares two of them, and
:func:`fold` lays the repetitions among ranked hits behind the best ranked of each story. No storage,
no search engine: whoever keeps articles keeps a signature with each.
"""

from __future__ import annotations

from index.similarity.folding import FIRST, REACH, Folded, Group, fold
from index.similarity.signatures import BITS, FARTHEST, is_near, signature

__all__ = ["BITS", "FARTHEST", "FIRST", "REACH", "Folded", "Group", "fold", "is_near", "signature"]
