from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qingmiao.config.urls  # noqa: F401 -- kinds are declared by the rooms it opens
from qingmiao.notices.contracts import Event, Wish
from qingmiao.notices.deeds import KINDS
from qingmiao.notices.rules.digest import digest_is_due, is_quiet
from qingmiao.notices.rules.ical import OCTETS, calendar, escaped, folded
from qingmiao.notices.rules.wording import told_detail

DAY = date(2026, 7, 1)
NIGHT = Wish(digest_hour=8, quiet_begins=time(20), quiet_ends=time(7))
NOON = Wish(digest_hour=8, quiet_begins=time(12), quiet_ends=time(14))
ALWAYS = Wish(digest_hour=8, quiet_begins=None, quiet_ends=None)
NEVER = Wish(digest_hour=None, quiet_begins=None, quiet_ends=None)


@pytest.mark.parametrize(
    ("wish", "at", "quiet"),
    [
        pytest.param(NIGHT, time(20), True, id="the first moment"),
        pytest.param(NIGHT, time(23, 59), True, id="before midnight"),
        pytest.param(NIGHT, time(0), True, id="after midnight"),
        pytest.param(NIGHT, time(7), False, id="the end no longer counts"),
        pytest.param(NIGHT, time(12), False, id="by day"),
        pytest.param(NOON, time(13), True, id="within a day"),
        pytest.param(NOON, time(14), False, id="its end"),
        pytest.param(NOON, time(2), False, id="by night, where the noon is quiet"),
        pytest.param(ALWAYS, time(3), False, id="no quiet hours"),
    ],
)
def test_quiet_hours(wish, at, quiet):
    assert is_quiet(wish, at) == quiet


@pytest.mark.parametrize(
    ("wish", "hour", "last", "due"),
    [
        pytest.param(ALWAYS, 7, None, False, id="an hour early"),
        pytest.param(ALWAYS, 8, None, True, id="at the hour"),
        pytest.param(ALWAYS, 22, None, True, id="the worker was late"),
        pytest.param(ALWAYS, 9, DAY, False, id="already today"),
        pytest.param(ALWAYS, 9, date(2026, 6, 30), True, id="yesterday's was the last"),
        pytest.param(NEVER, 9, None, False, id="switched off"),
        pytest.param(NOON, 13, None, False, id="quiet now"),
        pytest.param(NOON, 14, None, True, id="quiet has ended"),
    ],
)
def test_a_digest_is_due(wish, hour, last, due):
    local = datetime(2026, 7, 1, hour, 5, tzinfo=UTC)

    assert digest_is_due(wish, local=local, last=last) == due


def test_the_due_day_fills_its_gap_unless_the_detail_does():
    assert told_detail({"title": "甲"}, DAY) == {"due": "2026.07.01", "title": "甲"}
    assert told_detail({"due": "明天"}, DAY) == {"due": "明天"}
    assert told_detail({}, None) == {}


def unfolded(text):
    """RFC 5545 §3.1 backwards, by the letter."""
    assert text.endswith("\r\n")
    return text[:-2].replace("\r\n ", "").split("\r\n")


def unescaped(text):
    out, signs = "", iter(text)
    for sign in signs:
        if sign == "\\":
            after = next(signs)
            out += "\n" if after in "nN" else after
        else:
            assert sign not in ";,"
            out += sign
    return out


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_escaped_and_folded_reads_back(text):
    line = f"SUMMARY:{escaped(text)}"

    lines = folded(line).split("\r\n")

    assert all(len(each.encode()) <= OCTETS for each in lines)
    assert unfolded(folded(line) + "\r\n") == [line]
    assert unescaped(escaped(text)) == text


def test_line_breaks_become_signs_and_control_characters_go():
    assert escaped("甲\r\n乙\rBEGIN:VEVENT\x07") == "甲\\n乙\\nBEGIN:VEVENT"


@given(st.lists(st.text(), max_size=5))
def test_no_text_adds_an_event_of_its_own(texts):
    stamp = datetime(2026, 7, 1, 1, tzinfo=UTC)
    events = [
        Event(uid=f"n{i}", on=DAY, told=text, url="/notices/", stamp=stamp)
        for i, text in enumerate(texts)
        if text.isprintable()
    ]

    lines = unfolded(calendar(name="青苗待办", language="zh-hans", events=events))

    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(events)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    told = [unescaped(line.removeprefix("SUMMARY:")) for line in lines if line[:8] == "SUMMARY:"]
    assert told == [event.told for event in events]


def test_a_day_of_a_calendar_lasts_all_day():
    stamp = datetime(2026, 7, 1, 1, 2, 3, tzinfo=UTC)
    event = Event(uid="notice-1@qingmiao", on=date(2026, 12, 31), told="甲", url="/x/", stamp=stamp)

    lines = unfolded(calendar(name="青苗待办", language="en", events=[event]))

    assert lines[7:-2] == [
        "BEGIN:VEVENT",
        "UID:notice-1@qingmiao",
        "DTSTAMP:20260701T010203Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:甲",
        "URL:/x/",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
    ]


def test_every_kind_names_itself_without_a_gap():
    ours = {code: kind.title for code, kind in KINDS.items() if "notices.sample." not in code}
    untold = {code: title for code, title in ours.items() if "…" in title}

    assert untold == {}
