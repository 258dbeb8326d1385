"""How a name is found: full pinyin and initials, the surname read as a surname."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

SURNAMES = {  # not interface: surnames with a reading of their own
    "曾": "zeng", "单": "shan", "仇": "qiu", "解": "xie", "区": "ou", "任": "ren", "查": "zha",
    "朴": "piao", "盖": "ge", "乐": "yue", "员": "yun", "种": "chong", "缪": "miao", "覃": "qin",
    "冼": "xian", "折": "she", "召": "shao", "逄": "pang", "谌": "chen", "洗": "xian", "秘": "bi",
    "尉": "wei", "万": "wan", "翟": "zhai", "黑": "he", "卜": "bu", "繁": "po", "褚": "chu",
    "长": "zhang", "宓": "mi", "厘": "xi", "宁": "ning", "燕": "yan", "钻": "zuan", "晟": "cheng",
    "尹": "yin", "牟": "mu", "仉": "zhang", "隗": "wei", "郗": "xi", "郝": "hao", "费": "fei",
    "纪": "ji", "句": "gou", "占": "zhan", "葛": "ge", "令": "ling", "那": "na", "哈": "ha",
    "过": "guo", "能": "nai", "车": "che", "祭": "zhai", "石": "shi", "应": "ying", "柏": "bai",
}  # fmt: skip
COMPOUND = {  # not interface: surnames of two characters
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "澹台": ("tan", "tai"), "长孙": ("zhang", "sun"),
    "令狐": ("ling", "hu"), "宇文": ("yu", "wen"), "欧阳": ("ou", "yang"), "上官": ("shang", "guan"),
    "司马": ("si", "ma"), "诸葛": ("zhu", "ge"), "皇甫": ("huang", "fu"), "慕容": ("mu", "rong"),
    "呼延": ("hu", "yan"), "单于": ("chan", "yu"), "夏侯": ("xia", "hou"), "东方": ("dong", "fang"),
}  # fmt: skip
MOST_READINGS = 8  # of one name; more would only blur the search


@dataclass(frozen=True, slots=True)
class Romanised:
    """``pinyin`` is the first reading, without tones or spaces; ``initials`` its first letters.

    ``readings`` are all readings and all initials somebody may type, for the search text.
    """

    pinyin: str
    initials: str
    readings: tuple[str, ...]


def _surname(name: str) -> tuple[list[str], str]:
    if name[:2] in COMPOUND and len(name) > 2:
        return list(COMPOUND[name[:2]]), name[2:]
    if name[:1] in SURNAMES:
        return [SURNAMES[name[0]]], name[1:]
    return [], name


@lru_cache(maxsize=20_000)
def _readings_of(character: str) -> tuple[str, ...]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")
    return tuple(dict.fromkeys(found[0])) if found else (character,)


def romanised(name: str) -> Romanised:
    """Readings of a personal name; letters, digits and «·» of other scripts are kept as they are."""
    name = "".join(name.split())
    head, rest = _surname(name)
    each = [(syllable,) for syllable in head] + [_readings_of(c) for c in rest if c != "·"]
    first = [options[0].lower() for options in each]
    spellings: list[str] = []
    for count, combination in enumerate(product(*each)):
        if count == MOST_READINGS:
            break
        lowered = [syllable.lower() for syllable in combination if syllable]
        spellings += ["".join(lowered), "".join(s[0] for s in lowered)]
    return Romanised(
        pinyin="".join(first),
        initials="".join(syllable[0] for syllable in first if syllable),
        readings=tuple(dict.fromkeys(spellings)),
    )


def search_text(*, name: str, unit: str, unit_short: str, post: str) -> str:
    """What one types to find a person: name, every reading, initials, unit and post, in lower case.

    Begins with a space, so that every part begins a word.
    """
    parts = ["".join(name.split()), *romanised(name).readings, unit, unit_short, post]
    return " " + " ".join(dict.fromkeys(part.lower() for part in parts if part))


SHORT = 3


def search_pattern(word: str) -> str:
    """What to look for in the search text for one typed word.

    A word of one or two characters has no trigram of its own, so it must begin a word: the space
    before it gives the index something to hold on to.
    """
    word = word.lower()
    return f" {word}" if len(word) < SHORT else word
