from qingmiao.placement.blocks.queries.facts import coverage, duty_facts, request_counts

__all__ = ["coverage", "duty_facts", "request_counts"]
