"""Filters of the monitor's pages."""
