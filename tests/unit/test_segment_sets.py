from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext.errors import DamagedIndexError
from index.fulltext.search.sets import DocumentSet, union
from index.fulltext.segment import bitmaps
from index.fulltext.segment.fields import DENSE, MOST_DOCUMENTS
from index.fulltext.segment.impacts import bounds_for, impact_table, norms_for
from index.fulltext.segment.lengths import LENGTHS, length_byte
from index.fulltext.segment.postings import Packed, Postings, is_dense, largest_size, to_bytes

SIZES = st.sampled_from([1, 2, 7, 8, 9, 16, 17, 63, 64, 65, 300, 5000])


@st.composite
def numbers(draw: st.DrawFn, count: int = 1) -> tuple[int, list[set[int]]]:
    """The size of a segment, and some sets of its documents, few or many."""
    size = draw(SIZES)
    some = st.sets(st.integers(0, size - 1), max_size=40)
    found = [draw(some) for _ in range(count)]
    return size, [set(range(size)) - each if draw(st.booleans()) else each for each in found]


@given(numbers())
def test_a_bitmap_holds_its_documents(given: tuple[int, list[set[int]]]) -> None:
    size, (documents,) = given
    bitmap = bitmaps.from_documents(sorted(documents), size)
    assert bitmap == sum(1 << each for each in documents)
    assert bitmaps.to_documents(bitmap) == sorted(documents)
    marks = bitmaps.marks(documents, size)
    assert [at for at, mark in enumerate(marks) if mark] == sorted(documents)
    assert bitmaps.from_marks(marks) == bitmap
    assert bitmaps.to_documents(bitmaps.full(size) & ~bitmap) == sorted(set(range(size)) - documents)


def test_documents_that_do_not_exist_have_no_bit() -> None:
    for documents in ([8], [3, 8], list(range(9))):
        with pytest.raises(IndexError):
            bitmaps.from_documents(documents, 8)


def both(size: int, documents: set[int]) -> list[DocumentSet]:
    """A set as a list and as a bitmap."""
    ordered = sorted(documents)
    return [
        DocumentSet(size, documents=ordered),
        DocumentSet(size, documents=array("H", ordered)),
        DocumentSet(size, bitmap=bitmaps.from_documents(ordered, size)),
    ]


@settings(deadline=None)
@given(numbers(2))
def test_sets_do_what_sets_do(given: tuple[int, list[set[int]]]) -> None:
    size, (left, right) = given
    for one in both(size, left):
        assert (len(one), bool(one)) == (len(left), bool(left))
        assert bitmaps.to_documents(int.from_bytes(one.bits, "little")) == sorted(left)
        assert one.among(sorted(right)) == sorted(left & right)
        for other in both(size, right):
            assert list((one & other).documents) == sorted(left & right)
            assert list((one - other).documents) == sorted(left - right)
            assert list(union([one, other], size).documents) == sorted(left | right)


@settings(deadline=None)
@given(numbers(5))
def test_unions_of_many_sets(given: tuple[int, list[set[int]]]) -> None:
    size, parts = given
    for kind in range(3):
        sets = [both(size, part)[(kind + at) % 3] for at, part in enumerate(parts)]
        assert list(union(sets, size).documents) == sorted(set().union(*parts))
    assert not DocumentSet.none(size)
    assert list(DocumentSet.all(size).documents) == list(range(size))


@given(numbers(), st.booleans(), st.data())
def test_postings_come_back_as_they_were_packed(
    given: tuple[int, list[set[int]]], extra: bool, data: st.DataObject
) -> None:
    size, (chosen,) = given
    documents = array("H", sorted(chosen))
    counts = [data.draw(st.sampled_from([1, 2, 254, 255, 256, 70_000])) for _ in documents[:20]]
    counts += [1] * (len(documents) - len(counts))
    frequencies = bytes([min(count, 255) for count in counts])
    overflow = array("I", [count for count in counts if count >= 255])
    more = bytes(at % 256 for at in range(len(documents))) if extra else b""
    packed = to_bytes(Packed(documents, frequencies, more, overflow), size)
    assert len(packed) <= largest_size(len(documents), extra, size)
    found = Postings(packed, len(documents), extra, size)
    assert (found.documents, found.frequencies, found.extra) == (documents, frequencies, more)
    assert (list(found.counts), found.overflow) == (counts, overflow)
    assert found.is_dense == (len(documents) * DENSE >= size > DENSE)
    assert bitmaps.to_documents(found.bitmap) == list(documents)
    assert found.starts()[-1] == sum(counts)
    for wrong in (packed[:-1] if packed else b"\0", packed + b"\0", packed + bytes(4)):
        with pytest.raises(DamagedIndexError):
            Postings(wrong, len(documents), extra, size)


def test_postings_of_a_full_segment() -> None:
    documents = array("H", range(MOST_DOCUMENTS))
    packed = to_bytes(Packed(documents, bytes([1]) * MOST_DOCUMENTS, b"", array("I")), MOST_DOCUMENTS)
    found = Postings(packed, MOST_DOCUMENTS, False, MOST_DOCUMENTS)
    assert found.bitmap == bitmaps.full(MOST_DOCUMENTS)
    assert is_dense(MOST_DOCUMENTS // DENSE + 1, MOST_DOCUMENTS)
    assert not is_dense(MOST_DOCUMENTS // DENSE, MOST_DOCUMENTS)
    with pytest.raises(DamagedIndexError, match="do not exist"):
        Postings(to_bytes(Packed(array("H", [9]), b"\1", b"", array("I")), 9)[:3], 1, False, 9)


def test_lengths_are_rounded_up_to_a_byte() -> None:
    assert [length_byte(length) for length in LENGTHS[10:]] == list(range(10, 256))
    assert length_byte(0) == 0
    assert LENGTHS[length_byte(1)] >= 1
    assert length_byte(10**9) == 255
    for length in range(1, 50_000, 7):
        assert LENGTHS[length_byte(length)] >= length or length > LENGTHS[-1]


MEANS = st.floats(0.01, 1e6)


@settings(max_examples=60, deadline=None)
@given(MEANS)
def test_no_posting_adds_more_than_the_bound_of_its_impact(mean: float) -> None:
    norms, bounds, table = norms_for(mean), bounds_for(mean), impact_table()
    assert list(bounds) == sorted(bounds)
    for frequency in (1, 2, 3, 5, 17, 100, 254, 255):
        for length, norm in enumerate(norms):
            impact = table[frequency][length]
            assert impact > 0
            assert frequency / (frequency + norm) <= bounds[impact]


def test_impacts_grow_with_frequency_and_shrink_with_length() -> None:
    table = impact_table()
    for length in range(256):
        column = [table[frequency][length] for frequency in range(256)]
        assert column == sorted(column)
        assert column[0] == 0
    for frequency in range(1, 256):
        assert list(table[frequency]) == sorted(table[frequency], reverse=True)
