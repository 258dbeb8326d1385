"""Use cases of openings, wishes and rounds."""
