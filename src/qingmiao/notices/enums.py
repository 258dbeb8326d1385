"""When the worker comes by; it counts in UTC, the district is eight hours ahead."""

HOURLY = "5 * * * *"
DAILY = "10 23 * * *"
"""7:10 in the district: before the digests of eight o'clock."""
