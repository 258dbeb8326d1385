"""Spreadsheets come in as words and go out as typed cells; nothing in them ever calculates."""
