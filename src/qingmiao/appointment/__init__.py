"""用: place people by their record (任用)."""
