import pytest

from qingmiao.kernel import clock
from tests.factories import judging


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def place():
    return judging.arena(entries=2, judges=5)


@pytest.fixture
def rows(place):
    """Everybody marks everybody; the stage is open."""
    return judging.everybody(place)
