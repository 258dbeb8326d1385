"""A published draw is performed again from its file alone; everything that differs is told."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from qingmiao.engines.lottery.contracts import Doubt, Draw, Share, Verified
from qingmiao.engines.lottery.enums import Fault, SeedKind
from qingmiao.engines.lottery.rules.draw import (
    FORMAT,
    SHORTEST,
    commitment_of,
    order_of,
    seed_of_shares,
    share_commitment,
)

FEWEST_PARTIES: Final = 2
Told = Mapping[str, Any]


def verified(text: str) -> Verified:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return Verified(doubts=(Doubt(Fault.NOT_JSON),))
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return Verified(doubts=(Doubt(Fault.FORMAT, FORMAT),))
    if doubts := list(_form(told)):
        return Verified(purpose=str(told.get("purpose", "")), doubts=tuple(doubts))
    entries, purpose = tuple(told["list"]), told["purpose"]
    doubts = list(_of_list(entries))
    seed, of_seed = _seed(told["seed"], purpose, entries)
    doubts += of_seed
    if doubts:
        return Verified(purpose=purpose, doubts=tuple(doubts))
    draw = Draw(purpose, entries, seed)
    if told["seed"]["kind"] == SeedKind.SINGLE and told["commitment"] != commitment_of(draw):
        doubts.append(Doubt(Fault.COMMITMENT, told["commitment"]))
    order = tuple(order_of(draw))
    doubts += _of_order(told["order"], order)
    return Verified(purpose, commitment_of(draw), order, tuple(doubts))


def file_of(draw: Draw, *, notes: Mapping[str, str] | None = None) -> dict[str, object]:
    """A draw as it is published: enough for anybody to perform it again."""
    return {
        "format": FORMAT,
        "purpose": draw.purpose,
        "list": sorted(draw.entries, key=str.encode),
        "seed": {"kind": SeedKind.SINGLE.value, "value": draw.seed.hex()},
        "commitment": commitment_of(draw),
        "order": [{"entry": entry, "ticket": ticket} for entry, ticket in order_of(draw)],
        "notes": dict(notes or {}),
    }


def _form(told: Told) -> Iterator[Doubt]:
    wanted: dict[str, type] = {"purpose": str, "list": list, "seed": dict, "order": list}
    for name, kind in wanted.items():
        if not isinstance(told.get(name), kind):
            yield Doubt(Fault.FIELD, name)
    if isinstance(told.get("list"), list):
        for number, entry in enumerate(told["list"]):
            if not isinstance(entry, str):
                yield Doubt(Fault.FIELD, f"list[{number}]")
    if isinstance(told.get("order"), list):
        for number, one in enumerate(told["order"]):
            if not (isinstance(one, dict) and isinstance(one.get("entry"), str)):
                yield Doubt(Fault.FIELD, f"order[{number}]")
    seed = told.get("seed")
    if isinstance(seed, dict):
        origin = seed.get("kind")
        if origin == SeedKind.SINGLE:
            if not _is_hex(seed.get("value")):
                yield Doubt(Fault.FIELD, "seed.value")
            if not _is_hex(told.get("commitment")):
                yield Doubt(Fault.FIELD, "commitment")
        elif origin == SeedKind.SHARES:
            yield from _form_of_shares(seed)
        else:
            yield Doubt(Fault.FIELD, "seed.kind")


def _form_of_shares(seed: Told) -> Iterator[Doubt]:
    if not isinstance(seed.get("public"), str) or not seed["public"]:
        yield Doubt(Fault.FIELD, "seed.public")
    if not isinstance(seed.get("rules", ""), str):
        yield Doubt(Fault.FIELD, "seed.rules")
    shares = seed.get("shares")
    if not isinstance(shares, list):
        yield Doubt(Fault.FIELD, "seed.shares")
        return
    for number, share in enumerate(shares):
        for name in ("party", "share", "commitment"):
            value = share.get(name) if isinstance(share, dict) else None
            if not isinstance(value, str) or (name != "party" and not _is_hex(value)):
                yield Doubt(Fault.FIELD, f"seed.shares[{number}].{name}")


def _of_list(entries: tuple[str, ...]) -> Iterator[Doubt]:
    if not entries:
        yield Doubt(Fault.LIST_EMPTY)
    for entry in sorted({entry for entry in entries if entries.count(entry) > 1}):
        yield Doubt(Fault.LIST_TWICE, entry)
    for entry in entries:
        if not entry.strip() or entry != unicodedata.normalize("NFC", entry.strip()):
            yield Doubt(Fault.LIST_FORM, entry)


def _seed(told: Told, purpose: str, entries: tuple[str, ...]) -> tuple[bytes, list[Doubt]]:
    if told["kind"] == SeedKind.SINGLE:
        seed = bytes.fromhex(told["value"])
        return seed, [] if len(seed) >= SHORTEST else [Doubt(Fault.SEED_SHORT)]
    shares = [
        Share(one["party"], bytes.fromhex(one["share"]), one["commitment"])
        for one in told["shares"]
    ]
    doubts = [
        Doubt(Fault.SHARE, share.party)
        for share in shares
        if share.commitment != share_commitment(share)
    ]
    doubts += [Doubt(Fault.SEED_SHORT, one.party) for one in shares if len(one.secret) < SHORTEST]
    if len(shares) < FEWEST_PARTIES:
        doubts.append(Doubt(Fault.SHARES_FEW))
    if len({share.party for share in shares}) < len(shares):
        doubts.append(Doubt(Fault.SHARES_TWICE))
    seed = seed_of_shares(
        purpose=purpose,
        entries=entries,
        shares=shares,
        public=told["public"],
        rules=told.get("rules", ""),
    )
    return seed, doubts


def _of_order(told: list[Told], order: tuple[tuple[str, str], ...]) -> Iterator[Doubt]:
    if [one["entry"] for one in told] != [entry for entry, _ticket in order]:
        first = next(
            (
                str(at)
                for at, (one, right) in enumerate(zip(told, order, strict=False), start=1)
                if one["entry"] != right[0]
            ),
            str(min(len(told), len(order)) + 1),
        )
        yield Doubt(Fault.ORDER, first)
        return
    for one, (entry, ticket) in zip(told, order, strict=True):
        if one.get("ticket", ticket) != ticket:
            yield Doubt(Fault.TICKET, entry)


def _is_hex(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        bytes.fromhex(value)
    except ValueError:
        return False
    return value == value.lower() and " " not in value
