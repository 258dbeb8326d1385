"""The form of a visit as it is filled in on a phone: one sheet, with rows to add."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.registers.fields import DayField, Files, FilesField, UnitField
from qingmiao.selection.visits.contracts import AttendeeLine, HeardLine, Taken, VisitSheet
from qingmiao.selection.visits.enums import EnclosureKind, Hearing, Relation
from qingmiao.selection.visits.rules import LARGEST_TAKEN
from qingmiao.selection.visits.web.forms import cited

MOST_ROWS = 40


class TakenForm(forms.Form):
    """照片和录音. How many and how large they may be, the service says with everything else."""

    photos = FilesField(
        label=_("照片"),
        required=False,
        widget=Files(attrs={"accept": "image/*"}),
        help_text=_("最多 6 张，每张不超过 10 MB；拍摄地点、设备等信息会去除，只留画面。"),
    )
    voices = FilesField(
        label=_("录音"),
        required=False,
        widget=Files(attrs={"accept": "audio/*", "capture": True}),
        help_text=_("最多 3 段，每段不超过 8 MB（约五分钟）；录音前请告知对方。"),
    )

    def read(self) -> tuple[Taken, ...]:
        told = self.cleaned_data
        return (
            *(_taken(EnclosureKind.PHOTO, file) for file in told["photos"]),
            *(_taken(EnclosureKind.VOICE, file) for file in told["voices"]),
        )


def _taken(kind: EnclosureKind, file: UploadedFile) -> Taken:
    """What is too large anyway is not read into memory."""
    size = file.size or 0
    content = file.read() if size <= LARGEST_TAKEN[kind] else b""
    return Taken(kind=kind, size=size, content=content)


class VisitForm(forms.Form):
    send_key = forms.UUIDField(widget=forms.HiddenInput)
    visit = forms.TypedChoiceField(
        label=_("按计划走访"), required=False, coerce=int, empty_value=None
    )
    held_on = DayField(label=_("走访日期"))
    purpose = forms.CharField(label=_("走访事由"), required=False, max_length=120)
    demand = forms.TypedChoiceField(
        label=_("对应需求"), required=False, coerce=int, empty_value=None
    )
    summary = forms.CharField(
        label=_("走访情况"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("谈了什么、看到什么、班子和队伍怎样；被走访单位看不到。"),
    )

    def __init__(
        self, *args: Any, today: Any, units: Any, plans: Any, demands: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        unit = UnitField(on=today, label=_("走访单位"), required=False)
        unit.queryset = units
        self.fields["unit"] = unit
        choices = [("", _("不在计划内"))] + [(plan.pk, str(plan)) for plan in plans]
        self.fields["visit"].choices = choices  # type: ignore[attr-defined] # a choice field
        self.fields["demand"].choices = cited(demands)  # type: ignore[attr-defined] # the same
        self.order_fields(["send_key", "visit", "unit", "held_on", "purpose", "demand", "summary"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("visit") and not told.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("请选择走访单位"))
        return told


class AttendeeForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60)
    post = forms.CharField(label=_("职务或身份"), max_length=80, required=False)
    relation = forms.ChoiceField(label=_("身份类别"), choices=Relation, initial=Relation.STAFF)


class HeardForm(forms.Form):
    about = forms.CharField(label=_("说的是谁"), max_length=60)
    dimension = forms.ChoiceField(label=_("维度"), choices=Dimension, initial=Dimension.DUTY)
    claim = forms.CharField(label=_("评价"), max_length=400)
    example = forms.CharField(
        label=_("具体事例"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hearing = forms.ChoiceField(label=_("亲见或听说"), choices=Hearing, initial=Hearing.DIRECT)
    told_by = forms.CharField(label=_("反映人"), max_length=60)
    is_lead = forms.BooleanField(label=_("作为好苗子线索报送"), required=False)


AttendeeRows = forms.formset_factory(AttendeeForm, extra=1, max_num=MOST_ROWS)
HeardRows = forms.formset_factory(HeardForm, extra=1, max_num=MOST_ROWS)


class Sheet:
    """The parts of the sheet as one: valid together, read together."""

    def __init__(self, data: Any, files: Any, **options: Any) -> None:
        initial = options.pop("initial", None)
        self.visit = VisitForm(data, initial=initial, **options)
        self.attendees = AttendeeRows(data, prefix="attendees")
        self.heard = HeardRows(data, prefix="heard")
        self.taken = TakenForm(data, files)

    def is_valid(self) -> bool:
        parts = (self.visit, self.attendees, self.heard, self.taken)
        found = [part.is_valid() for part in parts]  # each is asked: each tells its flaws
        return all(found)

    def flaws(self) -> list[str]:
        """Everything that is wrong, in words that name the row: for a draft that comes back."""
        told = [
            _line(form, name, texts)
            for form in (self.visit, self.taken)
            for name, texts in form.errors.items()
        ]
        for title, rows in ((_("谈话对象"), self.attendees), (_("听到的表现"), self.heard)):
            for number, form in enumerate(rows.forms, 1):
                told += [
                    f"{title} {number} · {_line(form, name, texts)}"
                    for name, texts in form.errors.items()
                ]
            told += [str(text) for text in rows.non_form_errors()]
        return told

    def read(self) -> VisitSheet:
        told = self.visit.cleaned_data
        key: UUID = told["send_key"]
        return VisitSheet(
            send_key=key,
            visit_id=told["visit"],
            unit_id=told["unit"].pk if told["unit"] else None,
            held_on=told["held_on"],
            purpose=told["purpose"],
            summary=told["summary"],
            attendees=tuple(
                AttendeeLine(**row.cleaned_data) for row in self.attendees if row.cleaned_data
            ),
            demand_id=told["demand"],
            heard=tuple(HeardLine(**row.cleaned_data) for row in self.heard if row.cleaned_data),
            taken=self.taken.read(),
        )


def _line(form: Any, name: str, texts: Any) -> str:
    label = form.fields[name].label if name in form.fields else ""
    said = "；".join(str(text) for text in texts)
    return f"{label}：{said}" if label else said
