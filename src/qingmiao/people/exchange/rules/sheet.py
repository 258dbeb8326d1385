"""A form beside a dossier: the dossier's texts, where the two differ, what acceptance changes."""

import base64
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from qingmiao.people.dossiers.rules.identity import compact
from qingmiao.people.exchange.contracts import (
    Changes,
    Difference,
    Element,
    Facts,
    Form,
    Relative,
    Study,
)
from qingmiao.people.exchange.rules import lrmx, words
from qingmiao.people.exchange.rules.dates import dotted, packed, read_date_or_none
from qingmiao.people.exchange.rules.notes import (
    read_appraisals,
    read_awards,
    write_appraisals,
    write_awards,
)
from qingmiao.people.exchange.rules.party import political_face, read_party
from qingmiao.people.exchange.rules.resume import meaning_of, read_resume, storable, write_resume

FULL_TIME, IN_SERVICE = "QuanRiZhiJiaoYu", "ZaiZhiJiaoYu"
MODES = {FULL_TIME: "1", IN_SERVICE: "2"}
STUDIES = tuple(
    f"{mode}_{part}"
    for mode in MODES
    for part in ("XueLi", "XueWei", "XueLi_BiYeYuanXiaoXi", "XueWei_BiYeYuanXiaoXi")
)
AWARDS, APPRAISALS, POST, IDENTITY = (
    "JiangChengQingKuang",
    "NianDuKaoHeJieGuo",
    "XianRenZhiWu",
    "ShenFenZheng",
)
BIRTH, WORK_BEGAN, PARTY, NAME, SEX = (
    "ChuShengNianYue",
    "CanJiaGongZuoShiJian",
    "RuDangShiJian",
    "XingMing",
    "XingBie",
)
ETHNICITY = "MinZu"
SHEET = (
    "DaoLingNianYue",
    "NiRenZhiWu",
    "NiMianZhiWu",
    "RenMianLiYou",
    "ChengBaoDanWei",
    "GaiGeQianRenZhiNianLingJieXian",
    "JiSuanNianLingShiJian",
    "TianBiaoShiJian",
    "TianBiaoRen",
)
"""What belongs to one filling of the form rather than to the person."""

PLAIN = {
    "JiGuan": ("native_place", 60),
    "ChuShengDi": ("birth_place", 60),
    "JianKangZhuangKuang": ("health", 30),
    "ZhuanYeJiShuZhiWu": ("professional_title", 120),
    "ShuXiZhuanYeYouHeZhuanChang": ("speciality", 200),
    POST: ("post_text", 300),
}
"""Texts that are kept as written: the dossier's field and how much it holds."""

DAYS = (BIRTH, WORK_BEGAN, "JiSuanNianLingShiJian", "TianBiaoShiJian", "DaoLingNianYue")
MONTHS, MONTH_LETTERS = (BIRTH, WORK_BEGAN), 6
"""The editor writes months for these, however much the dossier knows."""

COMPARED = tuple(name for name in lrmx.ORDER if name != lrmx.VERSION)


def texts_of(facts: Facts) -> dict[str, str]:
    """Every element the dossier can fill, as the form writes it; family and photograph as well."""
    texts = {
        NAME: facts.name,
        SEX: words.SEX_WORDS.get(facts.sex, ""),
        BIRTH: packed(facts.birth),
        ETHNICITY: facts.ethnicity,
        PARTY: facts.party_text,
        WORK_BEGAN: packed(facts.work_began),
        IDENTITY: facts.id_number,
        lrmx.RESUME: write_resume(facts.lines),
        AWARDS: write_awards(facts.awards),
        APPRAISALS: write_appraisals(facts.appraisals),
        lrmx.FAMILY: relatives_text(facts.relatives),
        lrmx.PHOTO: base64.b64encode(facts.photo).decode(),
    }
    texts |= {name: getattr(facts, field) for name, (field, _) in PLAIN.items()}
    texts |= _study_texts(facts.studies)
    return texts | {name: facts.sheet.get(name, "") for name in SHEET}


def _study_texts(studies: Iterable[Study]) -> dict[str, str]:
    """The highest schooling and the highest degree of each mode, each with its school."""
    texts = dict.fromkeys(STUDIES, "")
    every = list(studies)
    for element, mode in MODES.items():
        own = [study for study in every if study.mode == mode]
        taught = [s for s in own if s.schooling_text or not s.degree]
        if taught:
            best = min(taught, key=lambda study: words.TIERS[study.schooling])
            texts[f"{element}_XueLi"] = best.schooling_text or words.SCHOOLING_WORDS[best.schooling]
            texts[f"{element}_XueLi_BiYeYuanXiaoXi"] = best.school
        graded = [study for study in own if study.degree]
        if graded:
            best = min(graded, key=lambda study: study.degree)
            texts[f"{element}_XueWei"] = best.degree_text
            if best.school != texts[f"{element}_XueLi_BiYeYuanXiaoXi"]:
                texts[f"{element}_XueWei_BiYeYuanXiaoXi"] = best.school
    return texts


def studies_of(texts: Mapping[str, str]) -> tuple[Study, ...]:
    """One study for a mode's schooling, its degree with it; a degree of another school on its own."""
    studies = []
    for element, mode in MODES.items():
        schooling, degree, school, other = (
            texts.get(f"{element}_{part}", "").strip()
            for part in ("XueLi", "XueWei", "XueLi_BiYeYuanXiaoXi", "XueWei_BiYeYuanXiaoXi")
        )
        code, tier = words.schooling_of(schooling), words.degree_of(degree)
        apart = bool(degree and other and other != school)
        if schooling or school:
            studies.append(
                Study(
                    mode=mode,
                    schooling=code or "21",
                    schooling_text=schooling[:60],
                    degree="" if apart else tier,
                    degree_text="" if apart else degree[:60],
                    school=school[:160],
                )
            )
        if degree and (apart or not (schooling or school)):
            studies.append(
                Study(
                    mode=mode,
                    schooling="11" if tier in {"2", "3"} else "21",
                    degree=tier or "4",
                    degree_text=degree[:60],
                    school=(other or school)[:160],
                )
            )
    return tuple(studies)


def relatives_text(relatives: Iterable[Relative]) -> str:
    return "\n".join(
        "  ".join(part for part in _relative_parts(relative) if part) for relative in relatives
    )


def _relative_parts(relative: Relative) -> tuple[str, ...]:
    born = read_date_or_none(relative.birth)
    birth = dotted(born) if born else relative.birth
    name = lrmx.plain_name(relative.name)
    return (relative.relation, name, birth, relative.political_face, relative.work)


def theirs_of(form: Form) -> dict[str, str]:
    texts = {name: form.text(name) for name in COMPARED}
    texts[lrmx.RESUME] = form.raw(lrmx.RESUME).strip("\r\n")
    texts[lrmx.FAMILY] = relatives_text(lrmx.relatives_of(form))
    texts[lrmx.PHOTO] = lrmx.photo_text(form)
    return texts


def differences(facts: Facts, form: Form, *, same_photo: bool) -> list[Difference]:
    """Fields the form fills otherwise than the dossier. An empty element never empties a dossier."""
    ours, theirs = texts_of(facts), theirs_of(form)
    found = []
    for name in COMPARED:
        if name == lrmx.PHOTO:
            if theirs[name] and not same_photo:
                found.append(Difference(name, "1" if facts.photo else "", "1"))
        elif theirs[name] and not _adds_nothing(name, ours[name], theirs[name]):
            found.append(Difference(name, ours[name], theirs[name]))
    return found


def _adds_nothing(name: str, ours: str, theirs: str) -> bool:
    """Whether accepting the text would change nothing: it says the same, less, or cannot be read."""
    if says_the_same(name, ours, theirs):
        return True
    if name in _VALUES and _VALUES[name][1](theirs) is None:
        return True
    if name in DAYS:
        mine, other = read_date_or_none(ours), read_date_or_none(theirs)
        return bool(
            mine and other and mine.agrees(other) and len(packed(other)) < len(packed(mine))
        )
    if name == APPRAISALS:
        known, told = read_appraisals(ours)[0], read_appraisals(theirs)[0]
        return all(known.get(year) == grade for year, grade in told.items())
    return False


def says_the_same(name: str, ours: str, theirs: str) -> bool:
    """Whether two texts of one element mean the same, however they are spelled."""
    if words.plain(ours) == words.plain(theirs):
        return True
    if meaning := _MEANINGS.get(name):
        mine = meaning(ours)
        return mine is not None and mine == meaning(theirs)
    return False


_MEANINGS: dict[str, Callable[[str], object]] = {
    NAME: lrmx.plain_name,
    BIRTH: read_date_or_none,
    WORK_BEGAN: read_date_or_none,
    "JiSuanNianLingShiJian": read_date_or_none,
    "TianBiaoShiJian": read_date_or_none,
    "DaoLingNianYue": read_date_or_none,
    PARTY: read_party,
    ETHNICITY: lambda text: words.code_of(words.ETHNICITIES, text),
    IDENTITY: compact,
    lrmx.RESUME: meaning_of,
    AWARDS: lambda text: read_awards(text)[0],
    APPRAISALS: lambda text: read_appraisals(text)[0],
}


def changes(facts: Facts, form: Form, accepted: Collection[str]) -> Changes:
    """What the accepted fields change; the parts of education not accepted stay as they are."""
    theirs = theirs_of(form)
    ours = texts_of(facts)
    taken = {name for name in accepted if theirs.get(name)}
    mixed = {name: theirs[name] if name in taken else ours[name] for name in STUDIES}
    awards, _ = read_awards(theirs[AWARDS])
    grades, _ = read_appraisals(theirs[APPRAISALS])
    return Changes(
        person=_person_values(theirs, taken),
        studies=studies_of(mixed) if taken & set(STUDIES) else None,
        lines=storable(read_resume(theirs[lrmx.RESUME]).lines) if lrmx.RESUME in taken else None,
        awards=tuple(awards) if AWARDS in taken else None,
        appraisals=tuple(sorted({**dict(facts.appraisals), **grades}.items()))
        if APPRAISALS in taken
        else None,
        relatives=lrmx.relatives_of(form) if lrmx.FAMILY in taken else None,
        sheet={name: theirs[name] for name in SHEET if name in taken},
        takes_photo=lrmx.PHOTO in taken,
    )


def _person_values(theirs: Mapping[str, str], taken: Collection[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in taken:
        text = theirs[name]
        if name in PLAIN:
            field, most = PLAIN[name]
            values[field] = " ".join(text.split())[:most]
        elif name in _VALUES:
            field, read = _VALUES[name]
            if (value := read(text)) is not None:
                values[field] = value
    if PARTY in taken:
        membership = read_party(theirs[PARTY])
        values["party_text"] = theirs[PARTY][:60]
        values["party_joined"] = membership.joined
        if face := political_face(membership):
            values["political_face"] = face
    return values


_VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    NAME: ("name", words.person_name),
    SEX: ("sex", lambda text: words.code_of(words.SEX, text)),
    BIRTH: ("birth", read_date_or_none),
    WORK_BEGAN: ("work_began", read_date_or_none),
    ETHNICITY: ("ethnicity", lambda text: words.code_of(words.ETHNICITIES, text) or text[:30]),
    IDENTITY: ("id_number", compact),
}


def written(facts: Facts, kept: Form | None, *, keeps_photo: bool = False) -> Form:
    """The form of a dossier. What a kept file wrote is written again, letter for letter, wherever it
    still means what the dossier says; unknown elements stay where they stood.

    ``keeps_photo`` says that the dossier still shows the picture of the kept file.
    """
    texts = {
        name: text[:MONTH_LETTERS] if name in MONTHS else text
        for name, text in texts_of(facts).items()
    }
    if keeps_photo and kept is not None:
        texts[lrmx.PHOTO] = kept.raw(lrmx.PHOTO)
    if kept is None:
        return Form(tuple(_fresh(name, texts, facts) for name in lrmx.ORDER))
    elements = [_again(element, texts, facts) for element in kept.elements]
    present = {element.name for element in kept.elements}
    for name in lrmx.ORDER:
        if name not in present and (texts.get(name) or name in _ALWAYS):
            elements.insert(_place(name, elements), _fresh(name, texts, facts))
    return Form(tuple(elements), kept.attributes)


_ALWAYS = frozenset(lrmx.ORDER) - {"DaoLingNianYue", "GaiGeQianRenZhiNianLingJieXian", lrmx.VERSION}


def _fresh(name: str, texts: Mapping[str, str], facts: Facts) -> Element:
    if name == lrmx.FAMILY:
        return lrmx.family_element(facts.relatives)
    if name == lrmx.VERSION:
        return Element(name, lrmx.EDITION)
    return Element(name, texts[name])


def _again(element: Element, texts: Mapping[str, str], facts: Facts) -> Element:
    name = element.name
    if name not in texts or texts[name] == element.text:
        return element
    if name in DAYS and _is_finer(name, element.text, facts):
        return element
    if name == lrmx.FAMILY:
        kept = lrmx.relatives_of(Form((element,)))
        same = words.plain(relatives_text(kept)) == words.plain(texts[name])
        return element if same else lrmx.family_element(facts.relatives)
    if element.text.strip() == "" and texts[name] in {"", "无"}:
        return element
    if says_the_same(name, texts[name], element.text):
        return element
    return Element(name, texts[name], attributes=element.attributes)


def _is_finer(name: str, raw: str, facts: Facts) -> bool:
    """Whether a kept text gives the very day the dossier has on file."""
    return name == BIRTH and facts.birth is not None and read_date_or_none(raw) == facts.birth


def _place(name: str, elements: list[Element]) -> int:
    """Behind the last element that the editor writes before this one."""
    before = set(lrmx.ORDER[: lrmx.ORDER.index(name)])
    places = [at for at, element in enumerate(elements) if element.name in before]
    return max(places, default=-1) + 1


def unit_named(text: str, units: Mapping[str, int]) -> tuple[int, str] | None:
    """The unit a post text begins with, and the rest; the longest name wins.

    «演示区教育局局长» names 演示区教育局; a leading 中共 says nothing of which unit it is.
    """
    plain = words.plain(text)
    for start in (plain, plain.removeprefix("中共")):
        for end in range(len(start), 1, -1):
            if unit := units.get(start[:end]):
                return unit, start[end:]
    return None
