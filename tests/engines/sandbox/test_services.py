import pytest

from qingmiao.engines.sandbox.contracts import Limits, Unreadable
from qingmiao.engines.sandbox.enums import Ending
from qingmiao.engines.sandbox.rules.sentences import SENTENCES
from qingmiao.engines.sandbox.services import guarded, guarded_each
from tests.engines.sandbox.parsers import choosy, curious, length

SHORT = Limits(cpu_seconds=1, wall_seconds=3)


def test_each_item_gets_its_answer_in_order() -> None:
    items = [b"x" * n for n in range(50)]

    outcomes = list(guarded_each(length, items, options={"plus": 1}))

    assert [outcome.value for outcome in outcomes] == list(range(1, 51))


def test_more_items_than_one_child_takes() -> None:
    outcomes = list(guarded_each(length, [b"a"] * 7, limits=Limits(items=3)))

    assert [outcome.value for outcome in outcomes] == [1] * 7


def test_a_parser_says_no_in_its_own_code() -> None:
    with pytest.raises(Unreadable) as caught:
        guarded(choosy, b"no")

    assert (caught.value.code, caught.value.params) == ("not-today", {"day": 3})


@pytest.mark.parametrize(
    ("item", "ending"),
    [
        (b"eat", Ending.MEMORY),
        (b"die", Ending.MEMORY),
        (b"spin", Ending.TIMEOUT),
        (b"bug", Ending.CRASH),
        (b"\xff", Ending.CRASH),
    ],
)
def test_neighbours_of_a_bad_item_are_still_read(item: bytes, ending: Ending) -> None:
    outcomes = list(guarded_each(choosy, [b"before", item, b"after"], limits=SHORT))

    assert [outcome.value for outcome in outcomes] == ["before", None, "after"]
    assert outcomes[1].code == ending
    assert str(SENTENCES[Ending(outcomes[1].code)])


def test_a_child_that_only_waits_is_stopped_by_the_wall_clock() -> None:
    [outcome] = guarded_each(choosy, [b"wait"], limits=Limits(wall_seconds=1))

    assert outcome.code == Ending.TIMEOUT


@pytest.mark.parametrize("kind", ["socket", "write", "fork"])
def test_the_windows_are_shut(kind: str) -> None:
    assert guarded(curious, kind.encode()) == "PermissionError"


def test_nothing_is_inherited() -> None:
    secret = open("/dev/null", "rb")  # noqa: SIM115, PTH123 -- stays open while the child looks

    with secret:
        environment, descriptors = (
            outcome.value for outcome in guarded_each(curious, [b"environment", b"descriptors"])
        )

    assert environment == "LC_ALL"
    assert descriptors == "4"
