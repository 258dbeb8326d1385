"""Golden vectors, properties and the page that explains the draw."""

import hashlib
import json
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.engines.lottery.contracts import Draw, Share
from qingmiao.engines.lottery.rules.checking import file_of, verified
from qingmiao.engines.lottery.rules.draw import (
    commitment_of,
    order_of,
    seed_of_shares,
    share_commitment,
)

PAGE = (Path(__file__).parents[3] / "docs" / "algorithms" / "draw.md").read_text()
FILE = re.search(r"```json\n(\{\n  \"format.*?)```", PAGE, re.DOTALL).group(1)
PROGRAM = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL).group(1)
LABELS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=8, unique=True)
SEEDS = st.binary(min_size=16, max_size=32)


def test_golden_vectors():
    names = Draw("次序", ("甲", "乙", "丙", "丁"), b"seed-seed-seed-seed")

    assert (
        commitment_of(names) == "a9d73b845dec0d86f6e0053285e4c5fc68b5e3afd9009b24a0e7aca35eba0c3f"
    )
    assert [(entry, ticket[:8]) for entry, ticket in order_of(names)] == [
        ("乙", "475f91c7"),
        ("甲", "55a41777"),
        ("丁", "f2acdb2f"),
        ("丙", "fb9542dd"),
    ]
    shares = [Share("org", b"1" * 32), Share("discipline", b"2" * 32), Share("notary", b"3" * 32)]
    assert [share_commitment(one)[:8] for one in shares] == ["01eab0f2", "2cdc9dac", "9eefaaf2"]
    seed = seed_of_shares(
        purpose="p", entries=["a", "b"], shares=shares, public="01 02 03", rules="r"
    )
    assert seed.hex() == "aea1a948d323797673b298cf4f808050d464eebd0aeb97bab2eb45f15202d0dc"


def test_the_page_its_program_and_the_engine_agree(tmp_path):
    (tmp_path / "draw.json").write_text(FILE)
    (tmp_path / "again.py").write_text(PROGRAM)

    answer = subprocess.run(
        [sys.executable, "-I", "again.py", "draw.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert answer.stdout == "True\n", answer.stderr
    assert verified(FILE).holds
    order = [entry for entry, _ticket in verified(FILE).order]
    assert f"so the order is {', '.join(order)}." in PAGE
    for entry, ticket in verified(FILE).order:
        assert f"`{ticket[:4]}` ({entry})" in PAGE


@given(LABELS, SEEDS, st.randoms())
def test_the_order_of_typing_is_without_effect(labels, seed, rng):
    shuffled = list(labels)
    rng.shuffle(shuffled)

    assert order_of(Draw("p", tuple(labels), seed)) == order_of(Draw("p", tuple(shuffled), seed))
    assert sorted(entry for entry, _ in order_of(Draw("p", tuple(labels), seed))) == sorted(labels)


@given(LABELS, SEEDS, st.integers(0, 127))
def test_one_bit_changes_commitment_and_every_ticket(labels, seed, bit):
    other = bytearray(seed)
    other[bit // 8] ^= 1 << bit % 8
    here, there = Draw("p", tuple(labels), seed), Draw("p", tuple(labels), bytes(other))

    assert commitment_of(here) != commitment_of(there)
    assert not {t for _, t in order_of(here)} & {t for _, t in order_of(there)}


def test_taking_one_out_gives_all_others_new_tickets():
    labels = tuple(f"A{n}" for n in range(50))
    before = dict(order_of(Draw("p", labels, b"0" * 16)))
    after = dict(order_of(Draw("p", labels[1:], b"0" * 16)))

    assert all(before[label] != ticket for label, ticket in after.items())


def test_every_entry_comes_first_equally_often():
    labels, draws = tuple("abcdefghij"), 4000
    first = Counter(
        order_of(Draw("p", labels, hashlib.sha256(str(n).encode()).digest()))[0][0]
        for n in range(draws)
    )

    expected = draws / len(labels)
    chi = sum((first[label] - expected) ** 2 / expected for label in labels)
    assert chi < 9 + 4 * math.sqrt(18), "ten places, nine degrees of freedom"


# ---------------------------------------------------------------- a published file
def published(**changes):
    told = json.loads(FILE) | changes
    return json.dumps(told)


def faults(text):
    return [(doubt.fault.value, doubt.where) for doubt in verified(text).doubts]


def test_what_is_published_is_what_is_verified():
    draw = Draw("p", ("b", "a"), b"0" * 16)

    assert verified(json.dumps(file_of(draw))).holds
    assert file_of(draw)["list"] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", [("not-json", "")]),
        ("[]", [("format", "qingmiao-draw/1")]),
        (published(format="dwlot/9"), [("format", "qingmiao-draw/1")]),
        (published(list=3, order=[1], purpose=None, seed={"kind": "x"}),
         [("field", "purpose"), ("field", "list"), ("field", "order[0]"), ("field", "seed.kind")]),
        (published(list=[]), [("list-empty", "")]),
        (published(list=["A", "A", " B"]), [("list-twice", "A"), ("list-form", " B")]),
        (published(list=["e\u0301"]), [("list-form", "e\u0301")]),
        (published(seed={"kind": "single", "value": "00"}), [("seed-short", "")]),
        (published(seed={"kind": "single", "value": "XY"}), [("field", "seed.value")]),
        (published(purpose="other")[:], [("commitment", json.loads(FILE)["commitment"]), ("order", "1")]),
        (published(order=json.loads(FILE)["order"][:3]), [("order", "4")]),
    ],
)  # fmt: skip
def test_what_was_changed_is_told(text, expected):
    assert faults(text)[: len(expected)] == expected


def test_a_forged_ticket_is_told():
    order = json.loads(FILE)["order"]
    order[2]["ticket"] = "00"

    assert faults(published(order=order)) == [("ticket", order[2]["entry"])]


def shared(**changes):
    entries, parties = ["a", "b", "c"], [Share("org", b"1" * 16), Share("notary", b"2" * 16)]
    seed = seed_of_shares(purpose="p", entries=entries, shares=parties, public="17")
    told = {
        "format": "qingmiao-draw/1",
        "purpose": "p",
        "list": entries,
        "seed": {
            "kind": "shares",
            "public": "17",
            "shares": [
                {"party": s.party, "share": s.secret.hex(), "commitment": share_commitment(s)}
                for s in parties
            ],
        },
        "order": [{"entry": e} for e, _ in order_of(Draw("p", tuple(entries), seed))],
    }
    told["seed"] |= changes
    return json.dumps(told)


def test_a_seed_of_several_parties_is_verified_and_a_missing_share_voids():
    shares = json.loads(shared())["seed"]["shares"]
    forged = [shares[0] | {"share": "33" * 16}, shares[1]]

    assert verified(shared()).holds
    assert verified(shared(shares=shares[::-1])).holds
    assert ("shares-few", "") in faults(shared(shares=shares[:1]))
    assert faults(shared(shares=forged)) == [("share", "org")]
    assert faults(shared(shares=[shares[0], shares[0]])) == [("shares-twice", "")]
    assert faults(shared(public="")) == [("field", "seed.public")]
    assert faults(shared(public="18"))[0][0] == "order"


# ---------------------------------------------------------------- the command
def test_the_command_tells_whether_a_draw_holds(tmp_path, capsys):
    file = tmp_path / "draw.json"
    file.write_text(FILE)

    call_command("lottery", "verify", str(file), "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["holds"]
    assert [one["entry"] for one in told["order"]] == [
        one["entry"] for one in json.loads(FILE)["order"]
    ]
    file.write_text(published(purpose="other"))
    with pytest.raises(SystemExit, match="1"):
        call_command("lottery", "verify", str(file))
    assert "与事先公布的承诺" in capsys.readouterr().out
