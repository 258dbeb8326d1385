from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from qingmiao.kernel.errors import Refused


@pytest.fixture
def race():
    """Let rivals do the same at once; answers what each came to."""

    def run(attempt, rivals):
        def one(rival):
            try:
                attempt(rival)
            except Refused as no:
                return str(no)
            else:
                return "entered"
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=len(rivals)) as pool:
            return sorted(pool.map(one, rivals))

    return run


@pytest.fixture
def moment():
    return datetime(2026, 6, 30, 10, tzinfo=UTC)


@pytest.fixture
def voided(moment):
    """Void a row as somebody once did."""

    def void(row):
        row.voided_at, row.voided_by, row.void_reason = moment, "王干事", "误登"
        row.save()

    return void
