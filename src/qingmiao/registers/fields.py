"""Form fields that understand what people type and what spreadsheets hold."""

import json
import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import Unit
from qingmiao.orgs.queries import all_units, units_called
from qingmiao.registers.declaration import PICKS, Pick

NUMBERED = re.compile(r"#(\d+)\s*$")
BETWEEN_WORDS = re.compile(r"[\s（）()]+")
MOST_OFFERED = 12
LARGEST_KEY = 2**63
DATE_SHAPES = (  # not interface: how offices write days
    "%Y-%m-%d",
    "%Y.%m.%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%Y.%m",
    "%Y-%m",
    "%Y年%m月",
)


class PickInput(forms.TextInput):
    """A text box that offers what fits while one types; without scripts the caption is typed whole."""

    template_name = "registers/widgets/pick.html"

    def __init__(self, label: str) -> None:
        super().__init__(attrs={"class": "qm-pick", "autocomplete": "off"})
        self.label = label

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        offers = f"{context['widget']['attrs'].get('id', name)}_offers"
        context["widget"]["offers"] = offers
        context["widget"]["attrs"] |= {
            "list": offers,
            "hx-get": reverse("registers:pick", args=[self.label]),
            "hx-trigger": "input changed delay:250ms, focus once",
            "hx-target": f"#{offers}",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
            "hx-vals": json.dumps({"field": name}),
        }
        return context


def caption(pick: Pick, row: Model) -> str:
    """How a row is offered and how it comes back: its text and its number."""
    return f"{pick.caption(row)} #{row.pk}"


def offers(*, actor: Actor, label: str, typed: str) -> list[str]:
    """Captions of rows the actor may see and that contain every typed word, best-known first."""
    pick = PICKS[label]
    return [caption(pick, row) for row in _matching(pick, pick.rows(actor), typed)[:MOST_OFFERED]]


def _matching(pick: Pick, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Rows that contain every typed word; an arrow or a dot between words is no word."""
    words = BETWEEN_WORDS.split(NUMBERED.sub("", typed).lower())
    for word in (word for word in words if any(sign.isalnum() for sign in word)):
        found = Q()
        for lookup in pick.search:
            found |= Q(**{f"{lookup}__icontains": word})
        rows = rows.filter(found)
    return rows


class PickField(forms.Field):
    """A row of another table, typed by name or picked from the offers; only rows the actor may see.

    ``present`` is what the record names already: it may stay, even where it could not be picked.
    """

    def __init__(
        self, *, model: type[Model], actor: Actor, present: Model | None = None, **options: Any
    ) -> None:
        self.label_lower = model._meta.label_lower
        super().__init__(widget=PickInput(self.label_lower), **options)
        self.model, self.actor, self.present = model, actor, present

    @property
    def pick(self) -> Pick:
        return PICKS[self.label_lower]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Model):
            return caption(self.pick, value)
        if isinstance(value, int):
            row = self._row(value)
            return caption(self.pick, row) if row else ""
        return value

    def to_python(self, value: Any) -> Model | None:
        text = str(value or "").strip()
        if not text:
            return None
        numbered = NUMBERED.search(text)
        if numbered or text.isdecimal():
            row = self._row(int(numbered.group(1) if numbered else text))
            if row is None:
                raise ValidationError(_("没有可选的「%(text)s」，请从列表中选择") % {"text": text})
            return row
        return self._by_name(self.pick.rows(self.actor), text)

    def _row(self, pk: int) -> Model | None:
        if self.present is not None and self.present.pk == pk:
            return self.present
        return self.pick.rows(self.actor).filter(pk=pk).first() if pk < LARGEST_KEY else None

    def _by_name(self, rows: QuerySet[Any], text: str) -> Model:
        exact = [
            row
            for row in _matching(self.pick, rows, text)[:60]
            if text in (str(row), self.pick.caption(row))
        ]
        if len(exact) == 1:
            return exact[0]
        if not exact:
            raise ValidationError(
                _("没有找到「%(text)s」，请检查写法，或从列表中选择") % {"text": text}
            )
        choices = "、".join(caption(self.pick, row) for row in exact[:6])
        raise ValidationError(
            _("「%(text)s」有 %(count)d 个，请写明编号：%(choices)s")
            % {"text": text, "count": len(exact), "choices": choices}
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class UnitField(forms.ModelChoiceField):
    """A unit; a spreadsheet may name it by full or short name, past or present, or by code.

    Units that no longer stand can still be chosen: past years are entered too.
    """

    def __init__(self, *, on: date, **options: Any) -> None:
        super().__init__(queryset=all_units(), **options)
        self.on = on

    def label_from_instance(self, unit: Any) -> str:
        return f"{unit.name}{_closed()}" if self._is_closed(unit) else str(unit.name)

    def _is_closed(self, unit: Unit) -> bool:
        return unit.ends is not None and unit.ends <= self.on

    def to_python(self, value: Any) -> Unit | None:
        text = str(value or "").strip().removesuffix(_closed())
        if not text or text.isdecimal():
            return super().to_python(text)
        found = list(units_called(name=text))
        standing = [unit for unit in found if not self._is_closed(unit)]
        candidates = standing or found
        if len(candidates) == 1:
            return candidates[0]
        raise ValidationError(_("没有名为「%(text)s」的机构，请写机构全称") % {"text": text})


def _closed() -> str:
    return _("（已撤销）")


class CodeField(forms.ModelChoiceField):
    """An entry of a district code list; a spreadsheet may give its name or its code."""

    queryset: QuerySet[Any]

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if text and not text.isdecimal():
            found = list(self.queryset.filter(Q(label=text) | Q(code=text))[:2])
            if len(found) == 1:
                return found[0]
            raise ValidationError(
                _("码表中没有「%(text)s」，可填：%(known)s")
                % {"text": text, "known": "、".join(str(row) for row in self.queryset[:12])}
            )
        return super().to_python(value)


class ChoiceField(forms.TypedChoiceField):
    """A choice by its code, or by its name as a spreadsheet holds it."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        pairs: Any = self.choices
        for code, label in pairs:
            if text and text in (str(code), str(label)):
                return str(code)
        if text:
            known = "、".join(str(label) for code, label in pairs if code != "")
            raise ValidationError(
                _("「%(text)s」不在可填内容中，可填：%(known)s") % {"text": text, "known": known}
            )
        return ""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


class DayField(forms.DateField):
    """A day in any of the shapes used in offices; month precision becomes the first of the month."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DATE_SHAPES, **options)
        self.error_messages["invalid"] = _("日期写法不对，请写成 2024.03.15 或 2024-03-15")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        return super().to_python(value)


class MomentField(forms.DateTimeField):
    """A day with its hour, by the district's clock."""

    widget = forms.DateTimeInput(format="%Y-%m-%d %H:%M")

    def __init__(self, **options: Any) -> None:
        shapes = [f"{shape} %H:%M" for shape in ("%Y.%m.%d", "%Y-%m-%d", "%Y/%m/%d")]
        super().__init__(input_formats=[*shapes, "%Y-%m-%dT%H:%M"], **options)
        self.error_messages["invalid"] = _("时间写法不对，请写成 2024-03-15 09:00")


class CheckboxInput(forms.CheckboxInput):
    """A box to tick that hands words on as they are; Django's own takes every word for yes."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, False)


class FlagField(forms.BooleanField):
    """Yes or no; a spreadsheet may say 是/否, 有/无, 1/0."""

    widget = CheckboxInput
    NO = frozenset({"", "否", "无", "0", "false", "no", "n", "×"})  # not interface: what is typed

    def to_python(self, value: Any) -> bool:
        if isinstance(value, str):
            return value.strip().lower() not in self.NO
        return bool(value)


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each is checked as one. Where none is asked for, none is an empty list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        given = given or [None]
        checked = [super(FilesField, self).clean(one, initial) for one in given]
        return [one for one in checked if one]
