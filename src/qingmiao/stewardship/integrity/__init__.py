"""Integrity education (廉政教育): activities and who attended."""
