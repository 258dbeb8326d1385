"""Speeches and reports (材料) whose every figure is computed, checked, and frozen when published."""
