"""People: their dossiers, and the files that carry dossiers in and out."""
