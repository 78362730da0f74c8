"""Searching segments: which documents match a query, and which of them come first."""
