"""Waiting in a declared order (轮候)."""
