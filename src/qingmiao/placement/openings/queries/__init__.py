"""Questions about openings, wishes and rounds."""
