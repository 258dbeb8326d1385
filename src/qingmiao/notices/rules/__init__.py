"""How a notice is worded, when a digest is due, how a calendar is written."""
