"""What takes a person's time, across all links (日程)."""
