"""Two families only: the world said no, or the actor may not."""

from collections.abc import Iterable


class Refused(Exception):  # noqa: N818 -- reads as a sentence: `raise FlatTaken`
    """A use case cannot proceed. Every reason is told at once, fit for the person at the door."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons: tuple[str, ...] = (
            (reasons,) if isinstance(reasons, str) else tuple(str(reason) for reason in reasons)
        )
        super().__init__("；".join(self.reasons))


class Forbidden(Exception):  # noqa: N818 -- see Refused
    """The actor may not do this, or may not know that it exists."""
