"""Recognises the same words in several quotes, and tells the quotes apart word by word; no storage."""
