import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingmiao.ledger.rules import GAP, door_word, phrase_of


@pytest.mark.parametrize(
    ("sentence", "noun", "phrase"),
    [
        ("登记{noun}：{title}", "片", "登记片"),
        ("导出{noun} {count} 条（{filter}）", "空缺", "导出空缺 … 条"),
        ("开设账号 {username}（{name}）", "", "开设账号"),
        ("授予 {account} {role}，范围 {scope}", "", "授予 …，范围"),
        ("{person} 由{old}转为{new}", "", "由…转为"),
        ("固化会商“{review}”的材料，摘要值 {digest}", "", "固化会商“…”的材料，摘要值"),
        ("Exported {count} {noun} rows ({filter})", "unit", "Exported … unit rows"),
        ("载入演示区：演示日 {day}，种子 {seed}", "", "载入演示区"),
        ("调整提醒设置", "", "调整提醒设置"),
        ("{what}", "", "{what}"),
    ],
)
def test_a_kind_of_deed_is_called_by_its_sentence_without_gaps(sentence, noun, phrase):
    assert phrase_of(sentence, noun=noun) == phrase


@given(
    st.lists(st.sampled_from(["授予", " ", "{a}", "{b}", "（{c}）", "，", "“", "”"]), min_size=1)
)
def test_no_gap_is_left_at_an_edge(pieces):
    told = phrase_of("".join(pieces))

    assert told == "".join(pieces) or not (told.startswith(GAP) or told.endswith(GAP))


def test_a_door_nobody_knows_is_told_by_its_code():
    assert door_word("kiosk") == "kiosk"
