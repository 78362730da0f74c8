"""What can be wrong with a full-text index."""

from __future__ import annotations


class DamagedIndexError(Exception):
    """The index cannot be read; it is to be built again from the store."""
