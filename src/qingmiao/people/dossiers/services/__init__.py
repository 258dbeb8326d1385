"""Verbs of the dossier: open, amend, its parts, its photo, taking up a post."""
