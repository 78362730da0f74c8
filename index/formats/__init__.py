"""Formats that articles arrive in, one module each."""
