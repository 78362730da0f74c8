"""The terms of a field in order, and where the postings of each lie.

Sections of a field: ``keys`` has the terms (UTF-8) in the order of their bytes, a line end after each,
``ends`` where each ends with it, ``counts`` in how many documents each is, ``at`` where its postings begin in
their file, ``sums`` their CRC-32; with positions also ``places`` and ``placesums``, the same for its places,
counted in pairs of bytes. A last entry says where the last one ends.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from operator import lt

from index.fulltext.errors import DamagedIndexError
from index.fulltext.segment.fields import FieldSpec
from index.fulltext.segment.layout import SectionFile, SectionWriter

_END = b"\n"


class LexiconWriter:
    """Collects the terms of one field."""

    def __init__(self, spec: FieldSpec) -> None:
        self._spec = spec
        self._keys = bytearray()
        self._last: tuple[bytes, ...] = ()
        self._columns = {
            "ends": array("I"),
            "counts": array("H"),
            "at": array("I"),
            "sums": array("I"),
        }
        if spec.positions:
            self._columns |= {"places": array("I"), "placesums": array("I")}

    def add(self, term: bytes, count: int, at: int, crc: int, place: int = 0, place_crc: int = 0) -> None:
        """Add the next term. Raises ValueError for one that is not in order or has a line end."""
        self.extend((term,), (count,), (at,), (crc,), (place,), (place_crc,))

    def extend(
        self,
        terms: Sequence[bytes],
        counts: Iterable[int],
        at: Iterable[int],
        sums: Iterable[int],
        places: Iterable[int] = (),
        place_sums: Iterable[int] = (),
    ) -> None:
        """Add the next terms. Raises ValueError if they are not in order or one has a line end."""
        in_order = (*self._last, *terms)
        keys = _END.join([*terms, b""])
        if not all(map(lt, in_order, in_order[1:])) or keys.count(_END) != len(terms):
            raise ValueError(f"the term {terms[0]!r} or one after it is out of order or has a line end")
        self._last = in_order[-1:]
        columns = self._columns
        ends = accumulate([len(term) + 1 for term in terms], initial=len(self._keys))
        columns["ends"].extend(islice(ends, 1, None))
        self._keys += keys
        columns["counts"].extend(counts)
        columns["at"].extend(at)
        columns["sums"].extend(sums)
        if self._spec.positions:
            columns["places"].extend(places)
            columns["placesums"].extend(place_sums)

    def write(self, file: SectionWriter, at: int, places: int) -> None:
        """Write the field; ``at`` and ``places`` are where its last postings and places end."""
        self._columns["at"].append(at)
        if self._spec.positions:
            self._columns["places"].append(places)
        file.add(f"{self._spec.name}.keys", bytes(self._keys))
        for name, column in self._columns.items():
            file.add(f"{self._spec.name}.{name}", column.tobytes())


class Lexicon:
    """The terms of one field, as they lie in a file. Terms are known by their index, from 0."""

    def __init__(self, file: SectionFile, spec: FieldSpec) -> None:
        """Raises DamagedIndexError when a section is not what was written."""
        self.spec = spec
        name = spec.name
        self._keys = file.checked(f"{name}.keys")
        self._ends = file.numbers(f"{name}.ends", "I")
        self.counts = file.numbers(f"{name}.counts", "H")
        self.at = file.numbers(f"{name}.at", "I")
        self.sums = file.numbers(f"{name}.sums", "I")
        self.places = file.numbers(f"{name}.places", "I") if spec.positions else None
        self.place_sums = file.numbers(f"{name}.placesums", "I") if spec.positions else None
        self.verified = bytearray(len(self.counts))  # 1 for postings, 2 for places that have been compared
        sizes = {len(self._ends), len(self.counts), len(self.at) - 1, len(self.sums)}
        if self.places is not None and self.place_sums is not None:
            sizes |= {len(self.places) - 1, len(self.place_sums)}
        if len(sizes) != 1 or (self._ends[-1] if len(self._ends) else 0) != len(self._keys):
            raise DamagedIndexError(f"the terms of {name} do not fit together")

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, index: int) -> bytes:
        """The term of an index."""
        return bytes(self._keys[self._ends[index - 1] if index else 0 : self._ends[index] - 1])

    def seek(self, term: bytes) -> int:
        """The index of the first term that is not before ``term``; their number when there is none."""
        return bisect_left(range(len(self._ends)), term, key=self.term)

    def find(self, term: bytes) -> int:
        """The index of a term, -1 when there is none such."""
        at = self.seek(term)
        return at if at < len(self._ends) and self.term(at) == term else -1

    def starting(self, prefix: bytes) -> range:
        """The indexes of the terms that begin so."""
        end = prefix.rstrip(b"\xff")
        if not end:
            return range(self.seek(prefix), len(self))
        return range(self.seek(prefix), self.seek(end[:-1] + bytes([end[-1] + 1])))

    def terms(self, indexes: range) -> list[bytes]:
        """The terms of a range of indexes, read together."""
        return self._between(indexes).split(_END) if indexes else []

    def texts(self, indexes: range) -> list[str]:
        """The terms of a range of indexes as text."""
        return self._between(indexes).decode("utf-8", "replace").split("\n") if indexes else []

    def _between(self, indexes: range) -> bytes:
        """The terms of a range that is not empty, with line ends between them."""
        first = self._ends[indexes.start - 1] if indexes.start else 0
        return bytes(self._keys[first : self._ends[indexes.stop - 1] - 1])
