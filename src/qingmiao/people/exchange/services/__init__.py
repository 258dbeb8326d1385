"""Verbs of the exchange: preview, apply, undo, export."""
