"""Writing deeds down, giving them their place in the tree, and reading everything again."""

from qingmiao.ledger.services.proving import prove, prove_growth
from qingmiao.ledger.services.recording import record, record_many
from qingmiao.ledger.services.sequencing import sequence
from qingmiao.ledger.services.verifying import ask_verification, keep_verification, verify

__all__ = [
    "ask_verification",
    "keep_verification",
    "prove",
    "prove_growth",
    "record",
    "record_many",
    "sequence",
    "verify",
]
