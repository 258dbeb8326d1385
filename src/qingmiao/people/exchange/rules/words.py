"""Words of forms and rosters to the codes the dossier keeps, in every spelling offices use."""

import re
import unicodedata

from qingmiao.people.exchange.rules.party import PARTIES

SEX = {"男": "1", "女": "2", "男性": "1", "女性": "2", "1": "1", "2": "2"}
SEX_WORDS = {"1": "男", "2": "女"}
FACES = {
    "中共党员": "01",
    "中国共产党党员": "01",
    "党员": "01",
    "中共": "01",
    "中共预备党员": "02",
    "预备党员": "02",
    "共青团员": "03",
    "团员": "03",
    **PARTIES,
    "民革党员": "04",
    "民盟盟员": "05",
    "民建会员": "06",
    "民进会员": "07",
    "农工党党员": "08",
    "致公党党员": "09",
    "九三学社社员": "10",
    "台盟盟员": "11",
    "无党派民主人士": "12",
}
SCHOOLINGS = {
    "研究生": "11",
    "研究生班": "11",
    "硕士研究生": "11",
    "博士研究生": "11",
    "博士": "11",
    "硕士": "11",
    "党校研究生": "1B",
    "中央党校研究生": "1B",
    "省委党校研究生": "1B",
    "省(区、市)委党校研究生": "1B",
    "大学": "21",
    "本科": "21",
    "大学本科": "21",
    "党校大学": "23",
    "中央党校大学": "23",
    "省委党校大学": "23",
    "大专": "31",
    "专科": "31",
    "大学专科": "31",
    "大学普通班": "31",
    "党校大专": "34",
    "中央党校大专": "34",
    "省委党校大专": "34",
    "中专": "35",
    "中技": "35",
    "技校": "35",
    "高中": "37",
    "初中": "38",
    "初中及以下": "38",
    "小学": "38",
}
SCHOOLING_WORDS = {
    "11": "研究生",
    "1B": "党校研究生",
    "21": "大学",
    "23": "党校大学",
    "31": "大专",
    "34": "党校大专",
    "35": "中专",
    "37": "高中",
    "38": "初中及以下",
}
TIERS = {"11": 1, "1B": 1, "21": 2, "23": 2, "31": 3, "34": 3, "35": 4, "37": 5, "38": 6}
"""Where a schooling stands among others: the smaller, the higher."""

LEVELS = {
    "县处级正职": "131",
    "正处级": "131",
    "正处": "131",
    "县处级副职": "132",
    "副处级": "132",
    "副处": "132",
    "乡科级正职": "141",
    "正科级": "141",
    "正科": "141",
    "乡科级副职": "142",
    "副科级": "142",
    "副科": "142",
    "科员级": "150",
    "科员": "150",
    "股级": "150",
    "办事员级": "160",
    "办事员": "160",
    "未定职": "199",
}
RANKS = {
    "二级调研员": "r2",
    "三级调研员": "r3",
    "四级调研员": "r4",
    "一级主任科员": "s1",
    "二级主任科员": "s2",
    "三级主任科员": "s3",
    "四级主任科员": "s4",
    "一级科员": "c1",
    "二级科员": "c2",
    "无": "",
    "无职级": "",
}
CATEGORIES = {
    "公务员": "civil",
    "参公人员": "referenced",
    "参公": "referenced",
    "参照公务员法管理": "referenced",
    "事业人员": "institution",
    "事业": "institution",
    "事业编制": "institution",
    "国企人员": "enterprise",
    "国企": "enterprise",
}
_PEOPLES = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
]
ETHNICITIES = {name: name + "族" for name in _PEOPLES} | {
    name + "族": name + "族" for name in _PEOPLES
}
DEGREES = (("博士", "2"), ("硕士", "3"), ("学士", "4"))
_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇A-Za-z·]{2,40}")
_DOTS = str.maketrans({"•": "·", "・": "·", "．": "·", "‧": "·", "∙": "·", ".": "·"})


def code_of(words: dict[str, str], text: str) -> str | None:
    """The code of a word whatever its brackets and blanks; nothing when nobody knows it."""
    return words.get(plain(text))


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def degree_of(text: str) -> str:
    """The tier of a degree text such as 工学学士; empty when it names none."""
    return next((code for word, code in DEGREES if word in text), "")


def schooling_of(text: str) -> str:
    """The code of a schooling text such as 在职研究生 or 中央党校大学 (法律专业)."""
    if code := code_of(SCHOOLINGS, text):
        return code
    narrow = plain(text)
    found = [word for word in SCHOOLINGS if word in narrow]
    return SCHOOLINGS[max(found, key=len)] if found else ""


def person_name(text: str) -> str | None:
    """A name as the dossier keeps it, or nothing when it cannot be one.

    Blanks that spread two characters are taken out; blanks between Latin words stay.
    """
    composed = unicodedata.normalize("NFC", text).strip()
    parts = composed.split()
    joint = " " if composed.isascii() else ""
    name = joint.join(parts).translate(_DOTS)
    return name if _NAME.fullmatch(name.replace(" ", "")) and len(name) <= 60 else None
