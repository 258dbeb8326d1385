from datetime import UTC, datetime

import pytest


@pytest.fixture
def voided():
    """Void a row as somebody once did."""

    def void(row):
        row.voided_at, row.voided_by = datetime(2025, 6, 1, tzinfo=UTC), "王干事"
        row.void_reason = "误登"
        row.save()

    return void
