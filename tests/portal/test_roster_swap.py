import pytest

from tests.harness.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["?sex=1", "?q=林", "?sort=-age", "?age=31-35&sex=2"])
def test_roster_swap_equals_reload(client, reader_of, unit_of, person_of, query):
    reader_of(client)
    unit = unit_of("茶山镇")
    person_of("林若曦", unit, sex="2")
    person_of("周浩然", unit)

    assert_swap_equals_reload(client, f"/people/{query}", target="results")
