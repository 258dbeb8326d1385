"""炼: post people where work is hardest (历练)."""
