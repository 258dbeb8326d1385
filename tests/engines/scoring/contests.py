"""Invented contests, drawn from a seed."""

import json

KINDS = ["mean", "median", "trimmed_mean", "trimmed_mean_per_criterion"]


def contest(rng):
    """A rule and its rows, small enough that ties are frequent."""
    criteria = {}
    for key in "abcd"[: rng.randint(1, 4)]:
        weight = rng.choice([10, 20, 25, 30, 50, 33.5])
        criteria[key] = (
            weight
            if rng.random() < 0.6
            else {"weight": weight, "scale": {"max": rng.choice([10, 20, 5]), "step": 0.5}}
        )
    kind = rng.choice(KINDS)
    drop = rng.choice([1, 2]) if kind.startswith("trimmed") else 0
    how = {"kind": kind} | ({"drop": drop} if drop else {})
    rule = {"criteria": criteria, "aggregation": how, "precision": rng.choice([0, 1, 2, 3])}
    if rng.random() < 0.4:
        rule["stages"] = {"written": 40, "show": 60}
    if rng.random() < 0.4:
        rule["groups"] = {"expert": 70, "public": 30}
    if rng.random() < 0.3:
        rule["rounding"] = "half_even"
    chain = [
        {"by": "unrounded_total"},
        {"by": "untrimmed_mean"},
        {"by": "median"},
        {"by": "criterion", "criterion": "a"},
    ]
    rule["ties"] = rng.sample(chain, rng.randint(0, len(chain)))
    rows, judges = [], 2 * drop + 3 + rng.randint(0, 3)
    for entry in range(rng.randint(2, 8)):
        for stage in rule.get("stages", {"": 100}):
            for group in rule.get("groups", {"": 100}):
                for judge in range(judges):
                    for key, one in criteria.items():
                        most = 100 if not isinstance(one, dict) else one["scale"]["max"]
                        score = most - rng.randint(0, 6) / 2
                        rows.append(
                            (f"E{entry}", f"{group}J{judge}", key, f"{score:g}", stage, group)
                        )
    rng.shuffle(rows)
    return rule, rows


def as_csv(rows):
    head = "entry,judge,criterion,score,stage,group\n"
    return (head + "".join(",".join(row) + "\n" for row in rows)).encode()


def as_text(rule):
    return json.dumps(rule)


def simple(*scores, judges=("J1", "J2", "J3", "J4", "J5"), criterion="a"):
    """One criterion, an entry a line: `simple([90, 80, 85, 70, 60], …)` is E1, E2 … in order."""
    return [
        (f"E{at}", judge, criterion, str(score), "", "")
        for at, line in enumerate(scores, start=1)
        for judge, score in zip(judges, line, strict=True)
    ]
