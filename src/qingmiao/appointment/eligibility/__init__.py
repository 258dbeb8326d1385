"""Eligibility (任职资格): whether the articles let somebody be promoted, and if not yet, from which month."""
