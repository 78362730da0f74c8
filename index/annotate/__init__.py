"""Entities, names and quotes: text in, annotations out; no storage."""
