"""Schemes and postings (选派) of cadres to hard work."""
