"""A room without windows (隔离读取) where strangers' files are read: little memory, little time, no way out."""
