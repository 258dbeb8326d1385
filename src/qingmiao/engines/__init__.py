"""Machines that know no persons: they hold numbers, files and ballots, and return them."""
