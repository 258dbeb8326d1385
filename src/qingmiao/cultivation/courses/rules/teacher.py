"""授课人 as one field names them: several are parted by a comma of either script."""

import re

PARTED = re.compile(r"[、，,；;／/]")


def names_of(text: str) -> tuple[str, ...]:
    """Whom the field names, each once, in the order written; a space inside a name stays."""
    names = (" ".join(name.split()) for name in PARTED.split(text))
    return tuple(dict.fromkeys(name for name in names if name))
