"""Appraisal and award texts (年度考核结果, 奖惩情况) to records and back."""

import re
from collections.abc import Iterable

from qingmiao.people.exchange.contracts import AwardNote, PartialDate
from qingmiao.people.exchange.rules.dates import read_date_or_none

GRADES = {
    "优秀": "1",
    "称职": "2",
    "合格": "2B",
    "基本称职": "3",
    "基本合格": "3B",
    "不称职": "4",
    "不合格": "4B",
    "不定等次": "5",
    "未定等次": "5",
    "不参加考核": "6",
    "未参加考核": "6",
}
"""Grades as they are written, with the codes of ZB18."""

_GRADE = "|".join(sorted(GRADES, key=len, reverse=True))
_YEARS = r"\d{4}\s*(?:年度?)?(?:\s*[、，,和及\-—－至~～]+\s*\d{4}\s*(?:年度?)?)*"
_APPRAISED = re.compile(
    rf"(?P<years>{_YEARS})(?:年度)?(?:考核)?(?:结果|等次)?(?:均|都)?(?:被?评?[为定是])?(?:[:：]\s*)?"
    rf"[“\"]?(?P<grade>{_GRADE})[”\"]?(?:等次)?"
)
_RANGE = re.compile(r"(\d{4})\s*(?:年度?)?\s*[\-—－至~～]+\s*(\d{4})")
_NOTHING = re.compile(r"[（(]?无[）)]?[。]?")
_ITEM_ENDS = re.compile(r"[；;。\n]+")
_AWARD = re.compile(
    r"(?P<date>\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?|\d{6}(?:\d{2})?|\d{4}年)?"
    r"(?:[，,、\s]*)(?:[经被由](?P<authority>[^，,；;。]{2,60}?)(?:批准|研究决定)?"
    r"(?:[，,]\s*)?(?:授予|表彰为|表彰|评为|评定为|记)|(?:荣获|获得?|授予|评为|被评为))?(?P<title>.+)"
)
_RECORDED = re.compile(r"[经被由].+?(记)(?=[一二三]等功)")
SANCTIONS = re.compile("处分|警告|记过|记大过|降级|撤职|开除|诫勉|留党察看|责令|问责|通报批评")


def read_appraisals(text: str) -> tuple[dict[int, str], str]:
    """Year → grade code, and what could not be read. The later word on a year stands."""
    found: dict[int, str] = {}

    def take(match: re.Match[str]) -> str:
        for year in _years(match["years"]):
            found[year] = GRADES[match["grade"]]
        return ""

    rest = _APPRAISED.sub(take, text)
    rest = re.sub(r"[；;。，,、\s]+", "", rest)
    return found, "" if _NOTHING.fullmatch(rest) else rest


def _years(text: str) -> list[int]:
    years = [int(year) for year in re.findall(r"\d{4}", text)]
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) < 30:
            years += range(int(first), int(last))
    return sorted(set(years))


def write_appraisals(grades: Iterable[tuple[int, str]]) -> str:
    words = {code: word for word, code in reversed(GRADES.items())}
    return "；".join(f"{year}年{words[code]}" for year, code in sorted(grades))


def read_awards(text: str) -> tuple[list[AwardNote], list[str]]:
    """Awards, and apart from them the items that speak of sanctions: those are sealed elsewhere."""
    awards: list[AwardNote] = []
    sanctions: list[str] = []
    for item in filter(None, (part.strip() for part in _ITEM_ENDS.split(text))):
        if _NOTHING.fullmatch(item):
            continue
        if SANCTIONS.search(item):
            sanctions.append(item)
        elif match := _AWARD.fullmatch(item):
            awards.append(_award(match))
    return awards, sanctions


def _award(match: re.Match[str]) -> AwardNote:
    written = match["date"] or ""
    awarded = read_date_or_none(written)
    title = match["title"].strip(" ，,“”")
    if _RECORDED.search(match[0]) and title[:1] in "一二三":
        title = "记" + title
    if written and awarded is None:
        return AwardNote(title=match[0].strip())
    return AwardNote(title=title, awarded=awarded, authority=(match["authority"] or "").strip())


def write_awards(awards: Iterable[AwardNote]) -> str:
    """2019年12月，经XX批准，授予XX；…。 An empty list is 无."""
    items = []
    for award in awards:
        parts = [chinese_month(award.awarded)] if award.awarded else []
        if award.authority:
            parts += [f"经{award.authority}批准", f"授予{award.title}"]
        else:
            parts.append(award.title)
        items.append("，".join(parts))
    return "；".join(items) + "。" if items else "无"


def chinese_month(value: PartialDate) -> str:
    text = f"{value.year}年"
    if value.month:
        text += f"{value.month:02}月"
    return text + (f"{value.day}日" if value.day else "")
