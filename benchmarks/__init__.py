"""How fast the house is, each number beside a floor. Run by ``make bench``; no test waits for a clock."""
