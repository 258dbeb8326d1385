import pytest
from django.db import transaction

from qingmiao.ledger.deeds import DEEDS, deed
from qingmiao.ledger.services import record_many
from tests.factories.house import officer

COUNTED = DEEDS.get("ledger.test.counted") or deed("ledger.test.counted", "记 {what}")


@pytest.fixture(autouse=True)
def heads_of_this_test(settings, tmp_path):
    """Heads are kept beside the database; this database is the test's own."""
    settings.LEDGER_HEADS = tmp_path / "heads.txt"


@pytest.fixture
def deeds():
    """Write so many deeds, from the first number on."""

    def written(count, *, first=0):
        with transaction.atomic():
            record_many(
                actor=officer(),
                deed=COUNTED,
                kind="orgs.unit",
                details=[(n, {"what": f"第{n}件“事”"}) for n in range(first, first + count)],
                reason="核对",
            )

    return written
