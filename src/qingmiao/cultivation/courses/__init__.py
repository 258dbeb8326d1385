"""Programmes, classes, sessions, attendance (培训)."""
