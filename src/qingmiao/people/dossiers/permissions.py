from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, DISTRICT_READERS, LIAISONS, UNIT_HANDS, Role
from qingmiao.access.permissions import Permission, any_of, by_unit, district, everywhere, own
from qingmiao.notices.permissions import declare_subject
from qingmiao.people.dossiers.models import Person

VIEW_PEOPLE = Permission[Person](
    code="dossiers.person.view",
    sentence=_("您无权查看该干部的档案"),
    scope=any_of(
        by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS), own(field="pk")
    ),
)
"""Roster, dossier, search, counts and exports: whoever keeps or reads the person's unit, and oneself."""

KEEP_PEOPLE = Permission[Person](
    code="dossiers.person.keep",
    sentence=_("您无权维护该干部的档案"),
    scope=any_of(by_unit(DEPARTMENT), by_unit([Role.UNIT_ORGANIZER])),
)

OPEN_PEOPLE = Permission[Person](
    code="dossiers.person.open",
    sentence=_("您无权建立档案"),
    scope=district(DEPARTMENT),
)

SEE_ID_NUMBERS = Permission[Person](
    code="dossiers.id_number.see",
    sentence=_("您无权查看身份证号"),
    scope=any_of(by_unit(DEPARTMENT), own(field="pk")),
)

PICK_PEOPLE = Permission[Person](
    code="dossiers.person.pick",
    sentence=_("您无权选择干部"),
    scope=any_of(
        by_unit(DISTRICT_READERS), by_unit(LIAISONS), by_unit(UNIT_HANDS), own(field="pk"),
        district([Role.INSPECTOR]), district([Role.APARTMENT_WARDEN]),
        district([Role.CHILDCARE_WARDEN]), everywhere([Role.CLASS_TEACHER, Role.BLOCK_HEAD]),
    ),
)  # fmt: skip
"""Whom one may name in a form: name, unit and post only. Who keeps the roll of a class or the desk of
a block meets people of any unit."""

declare_subject(Person, VIEW_PEOPLE)
