"""Units (机构), the dated tree they form, and their posts as slots."""
