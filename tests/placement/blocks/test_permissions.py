import pytest

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel.actor import STRANGER
from qingmiao.placement.blocks.models import Block, Duty, ResidentRequest
from qingmiao.placement.blocks.permissions import (
    KEEP_BLOCKS,
    KEEP_DUTIES,
    KEEP_REQUESTS,
    VIEW_BLOCKS,
    VIEW_DUTIES,
    VIEW_REQUESTS,
)
from tests.factories.ground import actor, agree, person
from tests.factories.placement import block, duty, request

pytestmark = pytest.mark.django_db


def head_of(where):
    return {"matter": (ScopeKind.BLOCK, where.pk)}


def test_a_block_is_read_by_its_township_its_head_and_who_serves_there(voided):
    mine, other = duty(), duty()
    gone = duty(block=other.block, begins="2020-01-01", ends="2021-01-01")
    voided(gone)
    expected = [
        (actor(Role.DISTRICT_LEADER), {mine.block, other.block}),
        (actor(Role.UNIT_ORGANIZER, at=mine.block.unit), {mine.block}),
        (actor(Role.BLOCK_HEAD, **head_of(other.block)), {other.block}),
        (actor(Role.CADRE, person=mine.person), {mine.block}),
        (actor(Role.CADRE, person=gone.person), set()),
        (actor(Role.HOST_HEAD), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_BLOCKS, Block, who, rows)


def test_blocks_are_kept_by_the_department_and_the_township():
    mine, other = block(), block()

    agree(KEEP_BLOCKS, Block, actor(Role.OFFICER), {mine, other})
    agree(KEEP_BLOCKS, Block, actor(Role.UNIT_ORGANIZER, at=mine.unit), {mine})
    agree(KEEP_BLOCKS, Block, actor(Role.BLOCK_HEAD, **head_of(mine)), set())


def test_a_duty_is_read_by_the_township_the_persons_unit_the_head_and_oneself():
    mine, other = duty(), duty()
    expected = [
        (actor(Role.OFFICER), {mine, other}),
        (actor(Role.UNIT_SECRETARY, at=mine.block.unit), {mine}),
        (actor(Role.UNIT_SECRETARY, at=mine.person.unit), {mine}),
        (actor(Role.POINT_HEAD, at=other.person.unit), {other}),
        (actor(Role.BLOCK_HEAD, **head_of(other.block)), {other}),
        (actor(Role.CADRE, person=mine.person), {mine}),
        (actor(Role.LECTURER), set()),
    ]
    for who, rows in expected:
        agree(VIEW_DUTIES, Duty, who, rows)


def test_duties_are_kept_by_the_township_and_not_by_oneself():
    mine, other = duty(), duty()

    agree(KEEP_DUTIES, Duty, actor(Role.OFFICER, person=mine.person), {other})
    agree(KEEP_DUTIES, Duty, actor(Role.UNIT_ORGANIZER, at=mine.block.unit), {mine})
    agree(KEEP_DUTIES, Duty, actor(Role.UNIT_ORGANIZER, at=mine.person.unit), set())


def test_a_request_is_read_by_the_township_the_head_and_the_handler():
    mine, other = request(), request(handler=None)
    expected = [
        (actor(Role.OFFICER), {mine, other}),
        (actor(Role.UNIT_SECRETARY, at=mine.block.unit), {mine}),
        (actor(Role.UNIT_SECRETARY, at=mine.handler.unit), set()),
        (actor(Role.BLOCK_HEAD, **head_of(other.block)), {other}),
        (actor(Role.CADRE, person=mine.handler), {mine}),
        (actor(Role.CADRE, person=person()), set()),
        (STRANGER, set()),
    ]
    for who, rows in expected:
        agree(VIEW_REQUESTS, ResidentRequest, who, rows)


def test_the_handler_moves_a_request_and_does_not_close_it():
    who = person()
    moving = {request(handler=who, state=state) for state in ("dispatched", "working", "done")}
    request(handler=who, state="confirmed")
    others = request()

    agree(KEEP_REQUESTS, ResidentRequest, actor(Role.CADRE, person=who), moving)
    agree(KEEP_REQUESTS, ResidentRequest, actor(Role.OFFICER, person=who), {*moving, others})


def test_a_block_head_keeps_the_desk_of_the_own_block():
    mine, other = request(), request()

    agree(KEEP_REQUESTS, ResidentRequest, actor(Role.BLOCK_HEAD, **head_of(mine.block)), {mine})
    agree(KEEP_REQUESTS, ResidentRequest, actor(Role.UNIT_ORGANIZER, at=other.block.unit), {other})
    agree(KEEP_REQUESTS, ResidentRequest, actor(Role.DISTRICT_LEADER), set())
