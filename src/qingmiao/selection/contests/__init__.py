"""Contests (擂台比武): entries, marks, results."""
