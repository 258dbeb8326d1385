"""How the rooms of 育 and 炼 are tried: somebody at the door, a sheet sent in, a permission asked."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qingmiao.access.enums import ScopeKind
from qingmiao.orgs.enums import CodeList, Level
from qingmiao.registers.models import Batch
from tests.factories import house
from tests.factories.house import LONG_AGO, NUMBERS, TODAY, unit

__all__ = ["LONG_AGO", "TODAY", "unit"]


def person(name=None, *, at=None, **changes):
    """A cadre with a unit of the own, unless the test says which."""
    return house.person(name, where=at or unit(), **{"level": Level.SECTION_DEPUTY, **changes})


def entry_of(code_list=CodeList.TRAINING_TOPICS, label=None):
    return house.code_entry(code_list, label or f"条目{next(NUMBERS)}")


def actor(*roles, at=None, person=None, matter=None):
    return house.actor(*roles, over=at, who=person, matter=matter)


def officer():
    return house.officer()


def client_of(role, *, at=None, person=None, matter=None):
    """A browser in which somebody who holds the role is signed in."""
    client = Client()
    house.signed_in(client, role, over=at, who=person, matter=matter)
    return client


def teacher_of(training_class):
    return {"matter": (ScopeKind.CLASS, training_class.pk)}


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
    return answer.content


def errors_of(answer):
    """Everything the form that came back says, sorted."""
    form = answer.context["form"]
    return sorted(str(text) for texts in form.errors.values() for text in texts)


def agree(permission, model, who, rows):
    """Both faces of the permission open exactly these rows."""
    every = model.objects.all()
    assert set(permission.rows(who, every)) == set(rows)
    assert {row for row in every if permission.allows(who, row)} == set(rows)
