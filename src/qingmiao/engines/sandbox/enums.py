from enum import StrEnum


class Ending(StrEnum):
    """How a child ended that did not answer; plain strings, for the child never loads Django."""

    TIMEOUT = "sandbox-timeout"
    MEMORY = "sandbox-memory"
    CRASH = "sandbox-crash"
