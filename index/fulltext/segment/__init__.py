"""Segments: files of plain arrays with the postings of up to 65,535 documents. Knows no search library."""
