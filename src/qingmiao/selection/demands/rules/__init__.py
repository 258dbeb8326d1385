"""Counting a team, choosing its targets, and what a demand must hold to stand."""
