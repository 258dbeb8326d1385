"""Forms of the dossier: its first page and each of its parts."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import modelform_factory
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.queries import posts_as_of
from qingmiao.people.dossiers.models import Person
from qingmiao.people.dossiers.services.part import PARTS
from qingmiao.registers.forms import RecordForm

FIRST_PAGE = (
    "name", "sex", "birth", "birth_precision", "ethnicity", "native_place", "birth_place",
    "political_face", "party_text", "party_joined", "work_began", "health", "professional_title",
    "speciality", "category", "unit", "post", "post_text", "post_since", "level", "level_since",
    "rank", "rank_since", "schooling", "full_time_schooling", "sort_no", "managed_from",
)  # fmt: skip
PART_FIELDS = {
    "education": (
        "mode", "schooling", "schooling_text", "degree", "degree_text", "school", "major",
        "begins", "ends", "source",
    ),
    "spell": (
        "kind", "begins", "begins_precision", "ends", "ends_precision", "unit", "level", "text",
        "is_main", "order", "source",
    ),
    "level": ("series", "level", "rank", "begins", "ends", "document"),
    "appraisal": ("year", "grade", "note", "source"),
    "award": ("awarded_on", "awarded_on_precision", "authority", "title", "source"),
    "family": (
        "relation", "name", "birth", "birth_text", "political_face_text", "work_text", "order",
    ),
}  # fmt: skip


class PostField(forms.ModelChoiceField):
    def label_from_instance(self, post: Any) -> str:
        return f"{post.unit} · {post.title}"


class FirstPageForm(RecordForm):
    """The first page of the form. The identity number is written here and never shown here."""

    id_number = forms.CharField(
        label=_("身份证号"), required=False, max_length=18,
        help_text=_("填写 18 位号码；修改档案时留空表示不变"),
    )  # fmt: skip

    class Meta:
        model = Person
        fields = FIRST_PAGE

    def __init__(self, *args: Any, actor: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, actor=actor, on=on, **options)
        self.fields["post"] = PostField(
            label=_("现任职位"), queryset=posts_as_of(on=on), required=False
        )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIRST_PAGE}

    def _post_clean(self) -> None:
        """The service cleans the row and speaks for the constraints."""


def part_form(part: str) -> Any:
    """The form class of one part, fields able to read what offices type."""

    class PartForm(RecordForm):
        def _post_clean(self) -> None:
            """The service cleans the row."""

    return modelform_factory(PARTS[part], form=PartForm, fields=PART_FIELDS[part])


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("删去的理由"),
        min_length=2,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
