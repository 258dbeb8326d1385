"""Which days are worked (工作日历): the yearly notice, the district's own adjustments, and terms that follow them."""
