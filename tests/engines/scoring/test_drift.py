"""Drift of judges: found where it was planted, about as large as it was, and silent where nothing is."""

import numpy as np
import pytest

from qingmiao.engines.scoring.rules.drift import drifts_of
from tests.engines.scoring.panels import totals


def drawn(source, *, shift=0.0, entries=60, judges=9):
    """A panel in which the first judge marks the later half of the own sheets so much higher, and its order."""
    panel, _ = totals(source, entries, judges)
    panel.totals[:] = np.clip(panel.totals, 10, 85)
    order = {
        ("", judge, panel.entries[row]): place
        for judge in panel.judges
        for place, row in enumerate(source.permutation(entries).tolist())
    }
    for row, entry in enumerate(panel.entries):
        if order["", "J0", entry] >= entries // 2:
            panel.totals[row, 0] += shift
    return panel, order


def test_planted_drift_is_found_with_its_size_and_error():
    source, off, found = np.random.default_rng(5), [], 0
    for _ in range(60):
        panel, order = drawn(source, shift=6)
        first = drifts_of([panel], order)[0]
        off.append((first.shift - 6) / first.se)
        found += first.stands_out

    assert abs(np.mean(off)) < 0.5
    assert 0.6 < np.std(off) < 1.4
    assert found >= 54


def test_where_nothing_is_a_panel_seldom_speaks():
    source = np.random.default_rng(6)

    alarms = [any(one.stands_out for one in drifts_of([panel], order))
              for panel, order in (drawn(source) for _ in range(200))]  # fmt: skip

    assert np.mean(alarms) <= 0.05


@pytest.mark.parametrize("size", [{"entries": 9}, {"judges": 3}])
def test_small_panels_are_not_looked_at(size):
    assert drifts_of([drawn(np.random.default_rng(1), **size)[0]], {}) == []


def test_what_all_do_together_is_nobodys_drift():
    panel, _order = drawn(np.random.default_rng(7))
    panel.totals[30:] += 8
    order = {("", judge, entry): row for judge in panel.judges
             for row, entry in enumerate(panel.entries)}  # fmt: skip

    assert not any(one.stands_out for one in drifts_of([panel], order))


def test_sheets_without_an_order_are_left_out():
    panel, order = drawn(np.random.default_rng(8))
    keyed = {key: place for key, place in order.items() if key[1] != "J3"}

    assert "J3" not in [one.judge for one in drifts_of([panel], keyed)]
    assert len(drifts_of([panel], keyed)) == 8
