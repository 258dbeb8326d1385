from qingmiao.placement.openings.models.opening import Opening
from qingmiao.placement.openings.models.wish import Wish

__all__ = ["Opening", "Wish"]
