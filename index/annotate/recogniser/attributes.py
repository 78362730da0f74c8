"""Which features a model of CRFsuite knows: those of training that have a weight."""

from __future__ import annotations

import struct

_HEADER = struct.Struct("<4sI4s9I")
_ATTRIBUTES = 9
"""Where in the header the place of the attributes stands."""

_STRINGS = struct.Struct("<4s5I")
_RECORD = struct.Struct("<II")


def attributes(model: bytes) -> list[str]:
    """The features that a model gives a weight, in the order of their numbers.

    They are in a database of strings: a header with its size, their count and the place of an index, and
    for each a record with its number, its length and its characters, of which the last is a zero. That is
    the format of CRFsuite's ``crf1d_model.c`` and ``cqdb.c``. Raises ValueError for anything else.
    """
    if model[:4] != b"lCRF":
        raise ValueError("this is no model of CRFsuite")
    start = _HEADER.unpack_from(model)[_ATTRIBUTES]
    _, size, _, _, count, index = _STRINGS.unpack_from(model, start)
    chunk = model[start : start + size]
    found = []
    for place in struct.unpack_from(f"<{count}I", chunk, index):
        _, length = _RECORD.unpack_from(chunk, place)
        first = place + _RECORD.size
        found.append(chunk[first : first + length - 1].decode())
    return found
