from enum import StrEnum


class Ending(StrEnum):
    """How a child ended that did not answer; plain strings, for the child never loads Django."""

    TIMEOUT = "sandbox-timeout"
    MEMORY = "sandbox-memory"
    CRASH = "sandbox-crash"


class Content(StrEnum):
    """What is wrong with a stranger's file, whatever it was meant to be."""

    EMPTY = "file-empty"
    TOO_LARGE = "file-too-large"
    ENCRYPTED = "file-encrypted"
    DAMAGED = "file-damaged"
    INFLATES = "file-inflates"
