"""演示区: an invented district, built from a seed for one day, so that every page has something to show."""
