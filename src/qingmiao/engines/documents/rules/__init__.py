"""The sheet of GB/T 9704-2012, and how words are laid on it."""
