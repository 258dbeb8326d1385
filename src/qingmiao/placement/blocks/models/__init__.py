from qingmiao.placement.blocks.models.block import Block, Duty, today
from qingmiao.placement.blocks.models.request import OPEN, ResidentRequest
from qingmiao.placement.blocks.models.way import AnswerTry, IntakeTry, RequestPhoto, RequestStep

__all__ = [
    "OPEN",
    "AnswerTry",
    "Block",
    "Duty",
    "IntakeTry",
    "RequestPhoto",
    "RequestStep",
    "ResidentRequest",
    "today",
]
