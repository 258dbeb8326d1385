"""Questions about results: what is counted, what was computed, what stands in the way of the next step."""
