"""What may be wrong with a dossier. A finding is shown, kept and never stops an import."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from qingmiao.kernel.periods import age_on
from qingmiao.people.dossiers.rules.identity import compact
from qingmiao.people.exchange.contracts import (
    Finding,
    Form,
    Line,
    PartialDate,
    Resume,
    Unparsed,
)
from qingmiao.people.exchange.enums import Found, LineKind
from qingmiao.people.exchange.rules import lrmx
from qingmiao.people.exchange.rules.dates import dotted, read_date_or_none
from qingmiao.people.exchange.rules.identity import read_identity
from qingmiao.people.exchange.rules.party import read_party
from qingmiao.people.exchange.rules.resume import read_resume

PRINTED_RELATIVES, FILED_RELATIVES = 7, 10
PARTY_AGE, WORK_AGE = 18, 16
DATES = ("ChuShengNianYue", "CanJiaGongZuoShiJian", "JiSuanNianLingShiJian", "TianBiaoShiJian")
_SCHOOLS = tuple(
    f"{mode}_{kind}_BiYeYuanXiaoXi"
    for mode in ("QuanRiZhiJiaoYu", "ZaiZhiJiaoYu")
    for kind in ("XueLi", "XueWei")
)
_SCHOOL = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:大学|学院|党校|电大|学校|中专|职专)")
_GRADUATES = re.compile("专业|学历|学位|大学|本科|大专|中专|研究生|硕士|博士")
_TRAINING = re.compile("培训班|进修班|中青班|短训|研修|轮训|进修")


def findings_of(form: Form, *, on: date) -> list[Finding]:
    """Everything at once, in the order of the form."""
    resume = read_resume(form.raw(lrmx.RESUME))
    return [
        *unread_dates(form),
        *identity_findings(form),
        *age_findings(form),
        *party_findings(form),
        *resume_findings(resume, on=on),
        *work_findings(resume, read_date_or_none(form.text("CanJiaGongZuoShiJian"))),
        *study_findings(resume, [form.text(name) for name in _SCHOOLS]),
        *post_findings(resume, form.text("XianRenZhiWu")),
        *file_findings(form),
    ]


def unread_dates(form: Form) -> Iterator[Finding]:
    for name in DATES:
        if (text := form.text(name)) and read_date_or_none(text) is None:
            yield Finding(Found.BAD_DATE, {"field": name, "text": text[:40]})
    for relative in lrmx.relatives_of(form):
        if relative.birth and read_date_or_none(relative.birth) is None:
            yield Finding(
                Found.BAD_DATE,
                {"field": lrmx.FAMILY, "text": f"{relative.name} {relative.birth}"[:40]},
            )


def identity_findings(form: Form) -> Iterator[Finding]:
    """The number against birth and sex: a difference is for the archive (三龄), not an error."""
    number = compact(form.text("ShenFenZheng"))
    if not number:
        yield Finding(Found.ID_MISSING)
        return
    identity = read_identity(number)
    if identity is None:
        yield Finding(Found.ID_WRONG)
        return
    birth = read_date_or_none(form.text("ChuShengNianYue"))
    told = PartialDate.of(identity.birth, "d")
    if birth and not birth.agrees(told):
        yield Finding(Found.ID_BIRTH, {"number": dotted(told), "archive": dotted(birth)})
    sex = form.text("XingBie")
    if sex in {"男", "女"} and identity.is_male != (sex == "男"):
        yield Finding(Found.ID_SEX, {"archive": sex})


def age_findings(form: Form) -> Iterator[Finding]:
    birth = read_date_or_none(form.text("ChuShengNianYue"))
    joined = read_party(form.text("RuDangShiJian")).joined
    began = read_date_or_none(form.text("CanJiaGongZuoShiJian"))
    for day, least, code in (
        (joined, PARTY_AGE, Found.PARTY_UNDER_AGE),
        (began, WORK_AGE, Found.WORK_UNDER_AGE),
    ):
        if birth and day and (age := age_on(birth=birth.first, on=day.first)) < least:
            yield Finding(code, {"age": age, "date": dotted(day)})


def party_findings(form: Form) -> Iterator[Finding]:
    if unread := read_party(form.text("RuDangShiJian")).unread:
        yield Finding(Found.PARTY_UNREAD, {"text": unread[:40]})


def resume_findings(resume: Resume, *, on: date) -> Iterator[Finding]:
    for part in resume.unparsed:
        yield _unparsed(part)
    for line in resume:
        for one in (line, *line.inner):
            if one.begins and one.ends and one.ends.months < one.begins.months:
                yield Finding(Found.BACKWARDS, _told(one))
            if any(day and day.first > on for day in (one.begins, one.ends)):
                yield Finding(Found.IN_THE_FUTURE, _told(one))
    yield from _between(resume.lines)


def _unparsed(part: Unparsed) -> Finding:
    return Finding(Found.UNPARSED_LINE, {"line": part.number, "text": part.text[:80]})


def _between(lines: Sequence[Line]) -> Iterator[Finding]:
    """Neighbours may share a month or follow in the next; a gap is a whole month unaccounted for."""
    for before, after in pairwise(lines):
        if before.begins is None or after.begins is None:
            continue
        pair = {
            "before": f"{dotted(before.begins)}--{dotted(before.ends)}",
            "after": f"{dotted(after.begins)}--{dotted(after.ends)}",
        }
        if after.begins.months < before.begins.months:
            yield Finding(Found.ORDER, pair)
        elif before.ends is None:
            yield Finding(Found.OPEN_IN_THE_MIDDLE, _told(before))
        elif (months := after.begins.months - before.ends.months) > 1:
            yield Finding(Found.GAP, {**pair, "months": months - 1})
        elif months < 0:
            yield Finding(Found.OVERLAP, {**pair, "months": -months})


def work_findings(resume: Resume, began: PartialDate | None) -> Iterator[Finding]:
    first = next((line for line in resume if line.kind is not LineKind.STUDY and line.begins), None)
    if first and first.begins and began and not began.agrees(first.begins):
        yield Finding(Found.FIRST_WORK, {"line": dotted(first.begins), "archive": dotted(began)})


def study_findings(resume: Resume, schools: Sequence[str]) -> Iterator[Finding]:
    """Study lines against 学历学位: each school should be found on the other side."""
    listed = "".join(schools)
    every = [part for line in resume for part in (line, *line.inner)]
    told = "".join(part.text for part in every)
    for part in every:
        school = _SCHOOL.search(part.text)
        if part.kind is not LineKind.STUDY or school is None or _TRAINING.search(part.text):
            continue
        if _GRADUATES.search(part.text) and not _is_named(school[0], listed):
            yield Finding(Found.STUDY_NOT_LISTED, {"school": school[0], **_told(part)})
    for text in dict.fromkeys(filter(None, schools)):
        school = _SCHOOL.search(text)
        if school and resume.lines and not _is_named(school[0], told):
            yield Finding(Found.SCHOOL_NOT_IN_RESUME, {"school": school[0]})


def _is_named(school: str, texts: str) -> bool:
    return school in texts or school.removeprefix("在") in texts


def post_findings(resume: Resume, post: str) -> Iterator[Finding]:
    """The present post should be what the last open line says, at least in one of its parts."""
    if not resume.lines or not post:
        return
    last = resume.lines[-1]
    if last.ends is not None:
        return
    parts = [part for part in re.split(r"[、，,；;\s]", post) if part]
    if not any(part in last.text or last.text in part for part in parts):
        yield Finding(Found.POST_NOT_IN_RESUME, {"post": post[:60], "text": last.text[:60]})


def file_findings(form: Form) -> Iterator[Finding]:
    relatives = len(lrmx.relatives_of(form))
    if relatives > FILED_RELATIVES:
        yield Finding(Found.FAMILY_BEYOND_FILE, {"count": relatives, "most": FILED_RELATIVES})
    elif relatives > PRINTED_RELATIVES:
        yield Finding(Found.FAMILY_BEYOND_FORM, {"count": relatives, "most": PRINTED_RELATIVES})
    if not lrmx.photo_text(form):
        yield Finding(Found.PHOTO_MISSING)
    unknown = [e.name for e in form.elements if e.name not in lrmx.KNOWN]
    if unknown:
        yield Finding(Found.UNKNOWN_ELEMENT, {"names": "、".join(dict.fromkeys(unknown))[:120]})


def _told(line: Line) -> dict[str, str | int]:
    return {
        "line": f"{dotted(line.begins)}--{dotted(line.ends)}",
        "text": line.text[:60],
    }
