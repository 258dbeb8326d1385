"""Votes and answers that count once and name nobody (票决、不记名答卷)."""
