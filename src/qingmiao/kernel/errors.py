"""Two families only: the world said no, or the actor may not."""

from collections.abc import Iterable


class Refused(Exception):
    """A use case cannot proceed. Every reason is told at once, fit for the person at the door."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons: tuple[str, ...] = (
            (reasons,) if isinstance(reasons, str) else tuple(str(reason) for reason in reasons)
        )
        super().__init__("；".join(self.reasons))


class Forbidden(Exception):
    """The actor may not do this, or may not know that it exists."""
