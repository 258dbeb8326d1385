import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("suffix", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_file_is_written_in_the_form_its_name_asks_for(tmp_path, capsys, suffix, begins):
    file = tmp_path / f"交流发言.{suffix}"

    call_command("report", "speech", "--on", "2026-06-30", "--out", str(file))

    assert file.read_bytes().startswith(begins)
    assert capsys.readouterr().out == f"已写入 {file}\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--out", "speech.txt"], "文件名须以 .docx 或 .pdf 结尾"),
        (["--out", "/nowhere/speech.pdf"], "目录不存在"),
        (["--out", "speech.pdf", "--on", "soon"], "日期应写作"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("report", "speech", *arguments)
