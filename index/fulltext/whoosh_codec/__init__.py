"""Whoosh's codec interface over segments, so that Whoosh's queries, searcher and highlighter read them.

``analysis`` knows what a field makes of a text and does not know Whoosh; ``schema`` has the fields as
Whoosh knows them, ``matching`` and ``reading`` give out postings, terms and columns, ``writing`` takes
documents the way that Whoosh's writer gives them, ``codec`` puts it together.
"""
