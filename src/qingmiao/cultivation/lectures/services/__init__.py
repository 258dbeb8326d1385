"""Who speaks where: asking, sending, answering, delivering, rating; and what evidence hears of it."""

from qingmiao.cultivation.lectures.services.delivery import (
    confirm_lecture,
    hand_in_proof,
    rate_speaker,
    remind_of_proof,
    return_proof,
)
from qingmiao.cultivation.lectures.services.evidence import (
    forget_speaking,
    note_lecture,
    note_speaking,
)
from qingmiao.cultivation.lectures.services.lecture import (
    accept_request,
    cancel_lecture,
    decline_request,
    dispatch_lecture,
    request_lecture,
)

__all__ = [
    "accept_request",
    "cancel_lecture",
    "confirm_lecture",
    "decline_request",
    "dispatch_lecture",
    "forget_speaking",
    "hand_in_proof",
    "note_lecture",
    "note_speaking",
    "rate_speaker",
    "remind_of_proof",
    "request_lecture",
    "return_proof",
]
