"""The form of a register, built from its model and the fields it names."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelFormMetaclass, modelform_factory
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.registers.declaration import Register
from qingmiao.registers.fields import (
    ChoiceField,
    CodeField,
    DayField,
    FlagField,
    MomentField,
    PickField,
    UnitField,
)
from qingmiao.registers.models import field_of

LONG = 300
"""Letters from which on a text is written in a box of several lines."""


class RecordForm(forms.ModelForm):
    """Every record form knows who fills it in and which day it is."""

    def __init__(self, *args: Any, actor: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self._meta.fields or ():
            field, plain = field_of(self._meta.model, name), self.fields[name]
            present = getattr(self.instance, name, None) if field.is_relation else None
            self.fields[name] = understanding(field, plain, actor=actor, on=on, present=present)

    def validate_constraints(self) -> None:
        """Constraints speak about the whole row: only fields already refused are left out."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as no:
            self.add_error(None, no)


def understanding(
    field: models.Field,
    plain: forms.Field,
    *,
    actor: Actor,
    on: date,
    present: models.Model | None = None,
) -> forms.Field:
    """The form field for a model field, able to read spreadsheet words as well as posted codes."""
    options: dict[str, Any] = {
        "label": plain.label,
        "help_text": plain.help_text,
        "required": plain.required,
        "initial": plain.initial,
    }
    if isinstance(field, models.ForeignKey):
        related = field.remote_field.model
        if related is Unit:
            return UnitField(on=on, **options)
        if related is CodeEntry:
            entries = CodeEntry.objects.complex_filter(field.get_limit_choices_to())
            return CodeField(queryset=entries, **options)
        return PickField(model=related, actor=actor, present=present, **options)
    if isinstance(field, models.BooleanField):
        return FlagField(**(options | {"required": False}))
    if field.choices:
        return ChoiceField(choices=field.get_choices(include_blank=field.blank), **options)
    if isinstance(field, models.DateTimeField):
        return MomentField(**options)
    if isinstance(field, models.DateField):
        return DayField(**options)
    if isinstance(plain, forms.CharField) and (field.max_length or 0) >= LONG:
        plain.widget = forms.Textarea(attrs={**plain.widget.attrs, "rows": 2})
    return plain


def form_class(register: Register) -> ModelFormMetaclass:
    return modelform_factory(register.model, form=RecordForm, fields=register.fields)


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("作废理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
