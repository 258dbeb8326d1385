"""Judging (评审): who judges whom, what each of them marked, and who has not signed yet."""
