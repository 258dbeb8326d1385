"""Units and slots changed with what hangs on them, one by one and by the table."""
