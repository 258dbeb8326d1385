"""Votes that count once and name nobody (票决)."""
