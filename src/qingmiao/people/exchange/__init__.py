"""Dossiers come in and go out: nothing is lost on the way, and nothing changes unseen."""
