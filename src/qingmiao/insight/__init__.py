"""Figures (指标), reports and what may come of them: reads all, changes nothing it looks at."""
