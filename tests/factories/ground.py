"""What every record stands on: units, people, accounts with roles, and spreadsheets sent in."""

from datetime import date
from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account, RoleGrant
from qingmiao.access.queries import actor_for
from qingmiao.orgs.enums import CodeList, Level, UnitKind
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.models import Batch

LONG_AGO = date(2015, 1, 1)
TODAY = date(2026, 6, 30)
NUMBERS = count(1)


def unit(name=None, *, parent=None, kind=UnitKind.GOVERNMENT):
    name = name or f"单位{next(NUMBERS)}"
    made = Unit.objects.create(
        code=f"U{next(NUMBERS)}",
        name=name,
        short_name=name,
        kind=kind,
        parent=parent,
        begins=LONG_AGO,
    )
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def person(name=None, *, at=None, **changes):
    name = name or f"干部{next(NUMBERS)}"
    return Person.objects.create(
        **{
            "name": name,
            "search_text": name,
            "sex": "1",
            "birth": date(1992, 5, 1),
            "managed_from": LONG_AGO,
            "level": Level.SECTION_DEPUTY,
            "unit": at or unit(),
            **changes,
        }
    )


def entry_of(code_list=CodeList.TRAINING_TOPICS, label=None):
    number = next(NUMBERS)
    return CodeEntry.objects.create(
        code_list=code_list, code=f"c{number}", label=label or f"条目{number}", begins=LONG_AGO
    )


def account(*roles, at=None, person=None, matter=None):
    """An account holding each role for a unit's subtree, for one matter, or for the district."""
    made = Account.objects.create(
        username=f"a{next(NUMBERS)}",
        display_name=f"账号{next(NUMBERS)}",
        person_id=person.pk if person else None,
    )
    for role in roles:
        scope = {"scope_kind": matter[0], "scope_id": matter[1].pk} if matter else {"unit": at}
        RoleGrant.objects.create(
            account=made, role=role, begins=LONG_AGO, reason="任职", granted_by="管理员", **scope
        )
    return made


def actor(*roles, **where):
    return actor_for(account=account(*roles, **where), on=TODAY, door="web")


def officer():
    return actor(Role.OFFICER)


def client_of(*roles, **where):
    client = Client()
    client.force_login(account(*roles, **where))
    return client


def teacher_of(training_class):
    return {"matter": (ScopeKind.CLASS, training_class)}


def send(client, register, content, name="台账.xlsx"):
    """Send a spreadsheet in; answers the batch, previewed."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse(register.url_name("import")), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    batch = Batch.objects.get(register=register.code)
    assert client.get(answer.url).status_code == 200
    return batch


def apply(client, register, batch):
    answer = client.post(reverse(register.url_name("apply"), args=[batch.pk]))
    assert answer.status_code == 302, answer.content.decode()


def judgements(batch):
    """Each line's status with what is wrong with it."""
    return [
        (line.status, *(error["message"] for error in line.errors)) for line in batch.lines.all()
    ]


def exported(client, register):
    answer = client.post(
        reverse(register.url_name("export")), {"purpose": "work", "note": "核对台账"}
    )
    assert answer.status_code == 200
    return BytesIO(answer.content).getvalue()


def errors_of(answer):
    """Everything the form that came back says, sorted."""
    form = answer.context["form"]
    return sorted(str(text) for texts in form.errors.values() for text in texts)


def agree(permission, model, who, rows):
    """Both faces of the permission open exactly these rows."""
    every = model.objects.all()
    assert set(permission.rows(who, every)) == set(rows)
    assert {row for row in every if permission.allows(who, row)} == set(rows)
