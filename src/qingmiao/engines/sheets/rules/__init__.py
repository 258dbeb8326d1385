"""The formats of others: workbooks and comma-separated text."""
