"""Spreadsheets (表格) come in as words and go out as typed cells; nothing in them ever calculates."""
