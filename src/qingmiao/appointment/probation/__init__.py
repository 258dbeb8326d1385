"""Probation (试用期) after an appointment."""
