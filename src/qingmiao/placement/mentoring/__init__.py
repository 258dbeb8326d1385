"""Mentors (帮带) and their talks with whom they mentor."""
