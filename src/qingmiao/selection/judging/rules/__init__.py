"""Who should not judge whom, who judges whom, what a sheet must hold, what it is bound by."""
