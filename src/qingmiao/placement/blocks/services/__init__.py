from qingmiao.placement.blocks.services.duty import hold_person
from qingmiao.placement.blocks.services.evidence import forget_request, note_request

__all__ = ["forget_request", "hold_person", "note_request"]
