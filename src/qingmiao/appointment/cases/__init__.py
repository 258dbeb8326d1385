"""Appointment cases (选任) and the appointments they end in."""
