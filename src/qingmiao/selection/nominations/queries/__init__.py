"""Questions about notices, units, nominations, groups and what waits for oneself."""
