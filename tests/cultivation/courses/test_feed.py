"""The calendar somebody subscribes to, read as strictly as RFC 5545 lets a program read it."""

import re
from datetime import UTC, datetime, time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from qingmiao.cultivation.courses.services.enrolment import enrol_oneself
from qingmiao.notices.services.feed import open_feed
from tests.cultivation.courses.test_enrolment import cadre
from tests.factories.cultivation import OPENING, open_class

pytestmark = pytest.mark.django_db
NAME = re.compile(r"[A-Z][A-Z0-9-]*")
UTC_MOMENT = re.compile(r"\d{8}T\d{6}Z")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP", "URL", "LOCATION"}


def content_lines(body):
    """§3.1: lines end by CRLF and nothing else, none is longer than 75 octets, a fold begins by a space."""
    assert body.endswith(b"\r\n")
    raw = body[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    assert max(len(line) for line in raw) <= 75
    for line in raw:
        line.decode()  # no character is cut in two
    return body[:-2].decode().replace("\r\n ", "").split("\r\n")


def parsed(line):
    head, colon, value = line.partition(":")
    name, *parameters = head.split(";")
    assert colon
    assert NAME.fullmatch(name)
    return name, dict(each.split("=", 1) for each in parameters), value


def components(lines):
    """The events of the calendar, each as its properties; every BEGIN has its END."""
    stack, events, outside = [], [], {}
    for name, parameters, value in map(parsed, lines):
        if name == "BEGIN":
            stack.append(value)
            events += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert stack.pop() == value
        elif stack == ["VCALENDAR", "VEVENT"]:
            assert name in ONCE
            assert name not in events[-1]
            events[-1][name] = (parameters, value)
        else:
            outside[name] = value
    assert stack == []
    return events, outside


def moment(told):
    assert UTC_MOMENT.fullmatch(told[1])
    return datetime.strptime(told[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_a_session_stands_in_the_calendar_of_whoever_has_a_seat():
    found = open_class(seats=1, title="公文写作，第一期；反斜杠\\与很长很长很长很长很长的班次名称")
    session = found.sessions.get()
    session.starts, session.finishes, session.place = time(14), time(17), "区委党校，二楼"
    session.save()
    _who, actor = cadre()
    enrol_oneself(actor=actor, class_id=found.pk, at=OPENING)
    with time_machine.travel(OPENING, tick=False):
        token = open_feed(actor=actor, on=OPENING.date(), at=OPENING, language="zh-hans")
        body = Client().get(reverse("notices:feed", args=[token])).content

    events, outside = components(content_lines(body))

    assert (outside["VERSION"], outside["PRODID"]) == ("2.0", "-//Qingmiao//notices//ZH")
    assert len({event["UID"][1] for event in events}) == len(events)
    [one] = [event for event in events if "courses.session" in event["UID"][1]]
    assert moment(one["DTSTAMP"]) == OPENING
    assert moment(one["DTSTART"]) == datetime(2026, 9, 10, 6, tzinfo=UTC)
    assert moment(one["DTEND"]) == datetime(2026, 9, 10, 9, tzinfo=UTC)
    assert one["LOCATION"][1] == "区委党校，二楼"
    assert "反斜杠\\\\与" in one["SUMMARY"][1]
