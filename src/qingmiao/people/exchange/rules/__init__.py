"""The formats of others, and what may be wrong with a dossier. Most of it runs in the sandbox."""
