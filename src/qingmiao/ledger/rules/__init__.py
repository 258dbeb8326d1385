"""How deeds are called; how they are committed to, placed in a tree and signed for."""

from qingmiao.ledger.rules.words import GAP, door_word, phrase_of

__all__ = ["GAP", "door_word", "phrase_of"]
