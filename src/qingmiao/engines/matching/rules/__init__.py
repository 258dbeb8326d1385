"""How people are brought to openings; runs in a child process that knows no Django."""
