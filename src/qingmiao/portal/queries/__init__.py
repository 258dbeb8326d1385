"""Questions that span rooms. Each room answers for itself; nothing here knows its columns."""
