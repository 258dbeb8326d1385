"""The hall: where everybody arrives, sees what waits, and finds the way to a person, a unit, a record."""
