"""回避: what stands between a judge and a contestant, by the dossiers of both and the articles of a day.

Outside experts have no dossier; of them only the name and the typed unit are known, and these are soft.
Mentors live in a later wing, so that relation is declared, never derived.
"""

from collections.abc import Iterator
from datetime import date

from qingmiao.rulebook.engine import Articles, NotInForce, Provision
from qingmiao.selection.judging.contracts import Found, Party, Service
from qingmiao.selection.judging.enums import ConflictKind


def conflicts_between(judge: Party, entrant: Party, articles: Articles) -> list[Found]:
    """Every reason why the judge should not judge the contestant; the same person is reason enough."""
    if judge.person_id is not None and judge.person_id == entrant.person_id:
        rows = (("dossiers.person", entrant.person_id, entrant.name),)
        return list(_said(articles, "self", ConflictKind.SELF, entrant.name, rows))
    return [
        *_kin(judge, entrant, articles),
        *_same_unit(judge, entrant, articles),
        *_shared_past(judge, entrant, articles),
        *_studied_together(judge, entrant, articles),
    ]


def _said(
    articles: Articles,
    name: str,
    kind: ConflictKind,
    because: str,
    rows: tuple[tuple[str, int, str], ...],
) -> Iterator[Found]:
    """The finding by its article; an article that is not in force says nothing."""
    provision = in_force(articles, name)
    if provision is not None:
        yield Found(
            kind=kind,
            severity=provision.value,
            because=because,
            article=f"{provision.source}{provision.article}",
            rows=rows,
        )


def in_force(articles: Articles, name: str) -> Provision | None:
    try:
        return articles[name]
    except NotInForce:
        return None


def _kin(judge: Party, entrant: Party, articles: Articles) -> Iterator[Found]:
    tie = next((tie for tie in judge.ties if tie[0] == entrant.person_id), None)
    if tie is not None:
        _other, pk, relation = tie
        because = f"{judge.name}与{entrant.name}：{relation}"  # not interface: kept as written
        rows = (("access.kintie", pk, relation),)
        yield from _said(articles, "kin", ConflictKind.KIN, because, rows)
        return
    for owner, other in ((judge, entrant), (entrant, judge)):
        for pk, relation, name, born in owner.family:
            if name != other.name or (born and other.born and born != other.born):
                continue
            is_sure = bool(born and other.born)
            because = f"{owner.name}的{relation}{name}"  # not interface: kept as written
            rows = (("dossiers.familymember", pk, f"{relation} {name}"),)
            article = "kin" if is_sure else "namesake"
            yield from _said(articles, article, ConflictKind.KIN, because, rows)
            return


def _same_unit(judge: Party, entrant: Party, articles: Articles) -> Iterator[Found]:
    if judge.person_id is None:
        for unit in entrant.unit_names:
            if unit and unit in judge.work_text:
                because = f"工作单位填写为{judge.work_text}"  # not interface: kept as written
                yield from _said(articles, "same_work", ConflictKind.SAME_UNIT, because, ())
                return
        return
    for unit_id in judge.unit_ids:
        if unit_id in entrant.unit_ids:
            rows = (
                ("dossiers.person", judge.person_id, judge.name),
                ("dossiers.person", entrant.person_id or 0, entrant.name),
            )
            because = f"现同在{entrant.unit_names[entrant.unit_ids.index(unit_id)]}"  # not interface: kept
            yield from _said(articles, "same_unit", ConflictKind.SAME_UNIT, because, rows)
            return


def _shared_past(judge: Party, entrant: Party, articles: Articles) -> Iterator[Found]:
    years = in_force(articles, "years")
    if years is None:
        return
    since = _years_before(articles.on, int(years.value))
    told: set[ConflictKind] = set()
    for mine in judge.services:
        for theirs in entrant.services:
            if mine.unit_id != theirs.unit_id or not _together(mine, theirs, since, articles.on):
                continue
            rows = tuple(
                ("dossiers.spell", each.pk, each.text) for each in (mine, theirs) if each.pk
            )
            is_led = mine.is_leading != theirs.is_leading
            if is_led and ConflictKind.SUPERIOR not in told:
                told.add(ConflictKind.SUPERIOR)
                because = f"在{mine.unit}有领导与被领导关系"  # not interface: kept as written
                yield from _said(articles, "superior", ConflictKind.SUPERIOR, because, rows)
            is_past = not (mine.is_present(articles.on) and theirs.is_present(articles.on))
            if is_past and ConflictKind.FORMER_UNIT not in told:
                told.add(ConflictKind.FORMER_UNIT)
                because = f"曾同在{mine.unit}"  # not interface: kept as written
                yield from _said(articles, "former_unit", ConflictKind.FORMER_UNIT, because, rows)


def _studied_together(judge: Party, entrant: Party, articles: Articles) -> Iterator[Found]:
    """The same school in the same months, once told."""
    for mine in judge.studies:
        for theirs in entrant.studies:
            begins, ends = max(mine.begins, theirs.begins), min(mine.ends, theirs.ends)
            if mine.school != theirs.school or begins >= ends:
                continue
            rows = tuple(("dossiers.education", each.pk, each.school) for each in (mine, theirs))
            because = f"{begins:%Y.%m}至{ends:%Y.%m}同在{mine.school}学习"  # not interface: kept as written
            yield from _said(articles, "schoolmate", ConflictKind.SCHOOLMATE, because, rows)
            return


def _together(one: Service, other: Service, since: date, on: date) -> bool:
    """Whether both served there on one day of the term. An unknown beginning counts as long ago."""
    begins = max(one.begins or date.min, other.begins or date.min, since)
    ends = min(one.ends or date.max, other.ends or date.max)
    return begins < ends and begins <= on


def _years_before(on: date, years: int) -> date:
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year - years, on.month, day)
