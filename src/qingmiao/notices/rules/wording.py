"""How a notice is worded."""

from collections.abc import Mapping
from datetime import date


def told_detail(detail: Mapping[str, str], due_on: date | None) -> dict[str, str]:
    """What fills the gaps of the sentence; the due day is always among them, where there is one."""
    due = {"due": f"{due_on:%Y.%m.%d}"} if due_on else {}
    return due | {key: str(value) for key, value in detail.items()}
