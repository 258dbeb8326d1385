import pytest

from tests.factories import results


@pytest.fixture
def place():
    """Three who were marked 90, 80 and 70 by three judges; the stage is sealed, two places."""
    made = results.ring(shortlist_size=2)
    results.marked(
        made,
        made.stages[0],
        {number: results.alike(mark, 3) for number, mark in ((1, "70"), (2, "90"), (3, "80"))},
    )
    return made
