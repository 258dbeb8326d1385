"""Form fields that read what people type and what spreadsheets hold."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from qingmiao.orgs.models import CodeEntry, UnitVersion
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import (
    ChoiceField,
    CodeField,
    DayField,
    FlagField,
    PickField,
    UnitField,
    offers,
)
from tests.factories.house import (
    LONG_AGO,
    TODAY,
    code_entry,
    district,
    officer,
    person,
    secretary,
    unit,
)


@pytest.mark.parametrize(
    "text",
    ["2026-03-10", "2026.03.10", "2026/3/10", "2026年3月10日", "20260310"],
)
def test_a_day_is_written_as_offices_write_it(text):
    assert DayField().clean(text) == date(2026, 3, 10)


def test_a_month_is_its_first_day_and_a_moment_its_day():
    assert DayField().clean("2026.03") == date(2026, 3, 1)
    assert DayField().to_python(datetime.fromisoformat("2026-03-10 12:00")) == date(2026, 3, 10)


@pytest.mark.parametrize("text", ["2010.13", "昨天", "2026-02-30"])
def test_what_is_no_day_is_told_how_to_write_one(text):
    with pytest.raises(ValidationError, match="日期写法不对"):
        DayField().clean(text)


@pytest.mark.parametrize(
    ("value", "is_yes"),
    [("是", True), ("1", True), ("有", True), ("on", True), (True, True), ("否", False),
     ("无", False), ("0", False), ("", False), (None, False), (False, False)],
)  # fmt: skip
def test_yes_and_no_come_as_words(value, is_yes):
    assert FlagField(required=False).clean(value) is is_yes


def test_a_choice_is_given_by_code_or_by_name():
    field = ChoiceField(choices=[("for", "正面"), ("against", "反面")])

    assert [field.clean(text) for text in ("for", "反面")] == ["for", "against"]
    with pytest.raises(ValidationError, match="可填：正面、反面"):
        field.clean("中立")


@pytest.mark.django_db
class TestUnits:
    def test_a_unit_is_named_by_full_short_or_earlier_name_or_by_code(self):
        made = unit("区发展和改革局", short_name="区发改局", code="QJ-07")
        UnitVersion.objects.create(
            unit=made, name="区计划委员会", short_name="区计委", kind=made.kind,
            begins=date(2000, 1, 1), ends=LONG_AGO,
        )  # fmt: skip
        field = UnitField(on=TODAY)

        names = ("区发展和改革局", "区发改局", "QJ-07", "区计委", str(made.pk))

        assert [field.clean(name) for name in names] == [made] * 5

    def test_a_closed_unit_can_still_be_named_and_says_so(self):
        made = unit("旧街道", ends=date(2020, 1, 1))
        field = UnitField(on=TODAY)

        assert field.label_from_instance(made) == "旧街道（已撤销）"
        assert field.clean("旧街道（已撤销）") == made

    def test_the_standing_unit_of_a_name_comes_before_a_closed_one(self):
        unit("青云街道", ends=date(2020, 1, 1))
        standing = unit("青云街道")

        assert UnitField(on=TODAY).clean("青云街道") == standing

    def test_an_unknown_unit_is_named_in_the_refusal(self):
        with pytest.raises(ValidationError, match="没有名为「天宫」的机构"):
            UnitField(on=TODAY).clean("天宫")

    @pytest.mark.parametrize("text", ["9" * 30, "²", "0"])
    def test_a_number_that_is_no_unit_is_refused(self, text):
        with pytest.raises(ValidationError):
            UnitField(on=TODAY).clean(text)


@pytest.mark.django_db
def test_a_code_is_given_by_name_or_code():
    entry = code_entry(label="项目建设", code="project")
    field = CodeField(queryset=CodeEntry.objects.all())

    assert [field.clean(text) for text in ("项目建设", "project", str(entry.pk))] == [entry] * 3
    with pytest.raises(ValidationError, match="可填：项目建设"):
        field.clean("种田")


@pytest.mark.django_db
class TestPicks:
    def test_a_person_is_picked_by_name_number_or_caption(self):
        who = person("林若曦", where=unit("茶山镇"))
        field = PickField(model=Person, actor=officer())

        shown = field.prepare_value(who)

        assert shown == f"林若曦（茶山镇） #{who.pk}"
        for text in ("林若曦", str(who.pk), f"#{who.pk}", shown, "林若曦（茶山镇）"):
            assert field.clean(text) == who

    def test_two_of_a_name_are_told_apart_by_number(self):
        one, other = person("张伟"), person("张伟")

        with pytest.raises(ValidationError) as no:
            PickField(model=Person, actor=officer()).clean("张伟")

        [message] = no.value.messages
        assert "有 2 个" in message
        assert f"#{one.pk}" in message
        assert f"#{other.pk}" in message

    def test_who_lies_outside_is_neither_offered_nor_picked(self):
        _, bureau, town = district()
        person("林若曦", where=town)
        hidden = person("林若水", where=bureau)
        who = secretary(town)

        field = PickField(model=Person, actor=who)

        assert [text.partition("（")[0] for text in offers(
            actor=who, label="dossiers.person", typed="林若"
        )] == ["林若曦"]  # fmt: skip
        for text in ("林若水", f"#{hidden.pk}"):
            with pytest.raises(ValidationError):
                field.clean(text)

    def test_who_is_named_already_may_stay(self):
        _, bureau, town = district()
        named = person("林若水", where=bureau)
        field = PickField(model=Person, actor=secretary(town), present=named)

        assert field.clean(field.prepare_value(named.pk)) == named

    @pytest.mark.parametrize("text", ["#" + "9" * 30, "²", "nobody", "#0"])
    def test_what_names_nobody_is_refused(self, text):
        with pytest.raises(ValidationError):
            PickField(model=Person, actor=officer()).clean(text)
