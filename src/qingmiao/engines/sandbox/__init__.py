"""Whatever strangers send is read in a room without windows: little memory, little time, no way out."""
