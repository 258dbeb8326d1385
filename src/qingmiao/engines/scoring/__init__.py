"""Marks become totals by a rule told beforehand, and judges are seen beside each other (评分)."""
