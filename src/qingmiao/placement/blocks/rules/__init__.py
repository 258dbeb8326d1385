from qingmiao.placement.blocks.rules.request import (
    flaws_of_duty,
    flaws_of_request,
    flaws_of_tree,
)

__all__ = ["flaws_of_duty", "flaws_of_request", "flaws_of_tree"]
