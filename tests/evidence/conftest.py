import pytest

from qingmiao.kernel import clock
from tests.factories.house import TODAY


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY
