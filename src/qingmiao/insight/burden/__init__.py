"""Burden (减负): how many minutes a month the units are asked to spend on forms, counted form by form."""
