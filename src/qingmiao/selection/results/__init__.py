"""Results (成绩): what marks come to, who goes on, who objects, what is made known."""
