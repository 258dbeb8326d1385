"""Openings, wishes, and who is matched to which (岗位与匹配)."""
