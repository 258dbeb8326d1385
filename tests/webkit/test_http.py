"""Files to keep: what an answer says of them, and that nobody says it a second way."""

import ast

import pytest

from qingmiao.webkit.http import OPAQUE, kept_file
from tests.architecture.plan import SOURCE, modules


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("draw-7.json", "application/json; charset=utf-8", 'attachment; filename="draw-7.json"'),
        ("会商纪要.PDF", "application/pdf", "attachment; filename*=utf-8''"),
        ('a"b\\c.txt', "text/plain; charset=utf-8", r'attachment; filename="a\"b\\c.txt"'),
        ("two\r\nSet-Cookie: x=1.csv", "text/csv; charset=utf-8", "attachment; filename*=utf-8''"),
        ("whatever.exe", OPAQUE, 'attachment; filename="whatever.exe"'),
        ("whatever", OPAQUE, 'attachment; filename="whatever"'),
    ],
)
def test_a_kept_file_is_saved_and_neither_opened_nor_stored_on_the_way(name, kind, told):
    answer = kept_file(b"content", name)

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(told)
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == b"content"


def test_what_an_outsider_handed_in_goes_out_opaque():
    assert kept_file(b"<script>", "page.pdf", media_type=OPAQUE)["Content-Type"] == OPAQUE


def test_no_door_writes_an_attachment_by_itself():
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path, _room, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("attachment;")
    ]

    assert found == []
