"""Words of the file ``qingmiao eligibility`` reads."""

from enum import StrEnum


class Regime(StrEnum):
    """By which body of rules somebody was sanctioned."""

    CIVIL = "civil"  # 公务员法、政务处分法
    INSTITUTION = "institution"  # 事业单位人事管理条例
    PARTY = "party"  # 纪律处分条例
    ORGANISATION = "organisation"  # 组织处理规定


class Gate(StrEnum):
    """What the discipline body answered, and nothing of why (管 · 资格关口)."""

    OPEN = "available"
    HELD = "held"


class Flaw(StrEnum):
    NOT_JSON = "not_json"
    NOT_OBJECT = "not_object"
    UNKNOWN_FIELD = "unknown_field"
    NOT_A_DATE = "not_a_date"
    NOT_A_LIST = "not_a_list"
    NOT_A_YES = "not_a_yes"
    NOT_A_TEXT = "not_a_text"
    NOT_A_YEAR = "not_a_year"
    UNKNOWN_CODE = "unknown_code"
    MISSING = "missing"
    ENDS_EARLY = "ends_early"
