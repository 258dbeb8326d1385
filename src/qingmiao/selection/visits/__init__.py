"""Visits (走访) to units, and the leads that come of them."""
