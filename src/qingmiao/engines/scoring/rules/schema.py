"""The part of JSON Schema that our schemas are written in, with every reason at once, in our words."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from qingmiao.engines.scoring.contracts import Flaw

CONTEST_RULE: Final[Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("contest-rule.schema.json").read_text(encoding="utf-8")
)
DEEPEST: Final = 40


def flaws_of(
    value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str = ""
) -> Iterator[Flaw]:
    """Everything in which the value departs from the schema; a wrong type is told once, not thrice."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    kinds = schema.get("type")
    if kinds and not any(
        _is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ):
        yield Flaw(_("应为%(kinds)s") % {"kinds": _kinds(kinds)}, field=at or "$")
        return
    if "enum" in schema and value not in schema["enum"]:
        yield Flaw(
            _("“%(value)s”不在可选之列：%(known)s")
            % {"value": value, "known": "、".join(map(str, schema["enum"]))},
            field=at or "$",
        )
    if isinstance(value, Mapping):
        yield from _of_object(value, schema, root, at)
    elif isinstance(value, list):
        yield from _of_array(value, schema, root, at)
    elif isinstance(value, str):
        yield from _of_text(value, schema, at)
    elif _is(value, "number"):
        yield from _of_number(value, schema, at)


def _of_object(
    value: Mapping[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[Flaw]:
    known = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield Flaw(_("缺少“%(name)s”") % {"name": name}, field=at or "$")
    yield from _amount(len(value), schema, "Properties", at)
    others = schema.get("additionalProperties", True)
    for name, inside in value.items():
        place = f"{at}.{name}" if at else str(name)
        if name in known:
            yield from flaws_of(inside, known[name], root, place)
        elif others is False:
            yield Flaw(
                _("不认识这一项；可写的有：%(known)s") % {"known": "、".join(known)}, field=place
            )
        elif not str(name).strip():
            yield Flaw(_("名称不能为空"), field=at or "$")
        elif isinstance(others, Mapping):
            yield from flaws_of(inside, others, root, place)


def _of_array(
    value: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any], at: str
) -> Iterator[Flaw]:
    yield from _amount(len(value), schema, "Items", at)
    for number, inside in enumerate(value):
        yield from flaws_of(inside, schema.get("items", {}), root, f"{at}[{number}]")


def _of_text(value: str, schema: Mapping[str, Any], at: str) -> Iterator[Flaw]:
    if "maxLength" in schema and len(value) > schema["maxLength"]:
        yield Flaw(_("不得超过 %(most)s 个字") % {"most": schema["maxLength"]}, field=at)
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield Flaw(_("写法应符合 %(pattern)s") % {"pattern": schema["pattern"]}, field=at)


def _of_number(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[Flaw]:
    if isinstance(value, Decimal) and not value.is_finite():
        yield Flaw(_("应为数"), field=at)
        return
    for word, holds, sentence in (
        ("minimum", lambda bound: value >= bound, _("不得小于 %(bound)s")),
        ("maximum", lambda bound: value <= bound, _("不得大于 %(bound)s")),
        ("exclusiveMinimum", lambda bound: value > bound, _("须大于 %(bound)s")),
    ):
        if word in schema and not holds(schema[word]):
            yield Flaw(sentence % {"bound": schema[word]}, field=at)


def _amount(count: int, schema: Mapping[str, Any], of: str, at: str) -> Iterator[Flaw]:
    if count < schema.get(f"min{of}", 0):
        yield Flaw(_("至少要有 %(least)s 项") % {"least": schema[f"min{of}"]}, field=at or "$")
    if count > schema.get(f"max{of}", count):
        yield Flaw(_("最多 %(most)s 项") % {"most": schema[f"max{of}"]}, field=at or "$")


def _is(value: object, kind: str) -> bool:
    if kind == "object":
        return isinstance(value, Mapping)
    if kind == "array":
        return isinstance(value, list)
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    return isinstance(value, int) if kind == "integer" else isinstance(value, int | Decimal)


def _kinds(kinds: str | list[str]) -> str:
    said = {
        "object": _("一组项目"), "array": _("列表"), "string": _("文字"), "boolean": _("true 或 false"),
        "integer": _("整数"), "number": _("数"),
    }  # fmt: skip
    return _("或").join(said[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))
