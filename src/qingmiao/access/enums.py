from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is to the system; each is granted for a scope and a period."""

    DEPARTMENT_LEADER = "department_leader", _("部领导")
    SEGMENT_HEAD = "segment_head", _("片长")
    GROUP_HEAD = "group_head", _("组长")
    POINT_HEAD = "point_head", _("点长")
    OFFICER = "officer", _("干部科干部")
    DISTRICT_LEADER = "district_leader", _("区领导")
    UNIT_SECRETARY = "unit_secretary", _("单位党组织书记")
    UNIT_ORGANIZER = "unit_organizer", _("单位组织员")
    JUDGE = "judge", _("评委")
    CONTEST_SECRETARY = "contest_secretary", _("赛务秘书")
    CONTEST_SUPERVISOR = "contest_supervisor", _("监督员")
    MENTOR = "mentor", _("导师")
    HOST_HEAD = "host_head", _("接收单位负责人")
    CLASS_TEACHER = "class_teacher", _("班主任")
    LECTURER = "lecturer", _("宣讲团成员")
    BLOCK_HEAD = "block_head", _("区块站长")
    INSPECTOR = "inspector", _("检查员")
    DISCIPLINE_LIAISON = "discipline_liaison", _("纪检联络员")
    APARTMENT_WARDEN = "apartment_warden", _("公寓管理员")
    CHILDCARE_WARDEN = "childcare_warden", _("托管班管理员")
    CADRE = "cadre", _("干部本人")
    AUDITOR = "auditor", _("审计员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")


THREE_ADMINS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
"""三员: no account holds two of them, and none of them reads business records."""

INSIDE = tuple(role for role in Role if role not in THREE_ADMINS)
"""Whoever works with the business of the district, in whichever part of it."""

DEPARTMENT = (Role.DEPARTMENT_LEADER, Role.OFFICER)
"""The organization department's own hands: they keep every record of the district."""

DISTRICT_READERS = (*DEPARTMENT, Role.DISTRICT_LEADER)
"""Who reads the whole district."""

LIAISONS = (Role.SEGMENT_HEAD, Role.GROUP_HEAD, Role.POINT_HEAD)
"""片长、组长、点长: the organization department in the field, each for the units of the own segment."""

UNIT_HANDS = (Role.UNIT_SECRETARY, Role.UNIT_ORGANIZER)
"""Who keeps the records of one unit and what hangs below it."""


class ScopeKind(TextChoices):
    """What a grant is limited to."""

    UNIT = "unit", _("机构及下级")
    SEGMENT = "segment", _("片")
    CLASS = "class", _("班次")
    CONTEST = "contest", _("比武")
    BLOCK = "block", _("区块")
    POSTING = "posting", _("选派")
    CAMPAIGN = "campaign", _("活动")
    OWN = "own", _("本人")
