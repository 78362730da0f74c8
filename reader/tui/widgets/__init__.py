"""Widgets that know nothing of articles."""
