"""The roster, the dossier and the comparison, as several readers meet them."""

from datetime import date

import pytest
from django.urls import reverse

from qingmiao.access.enums import Role
from qingmiao.evidence.contracts import Claim
from qingmiao.evidence.enums import Dimension, Polarity, SourceKind
from qingmiao.evidence.services import contribute
from qingmiao.ledger.models import Entry
from qingmiao.orgs.enums import Level
from qingmiao.registers.models import SavedFilter
from tests.factories.house import district, kin, officer, person, signed_in
from tests.factories.selection import membership

pytestmark = pytest.mark.django_db
ROSTER = reverse("dossiers:roster")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def places():
    return district()


@pytest.fixture
def town_and_bureau(places):
    _root, bureau, town = places
    return (
        person("林若曦", where=town, sex="2", level=Level.SECTION_DEPUTY, birth=date(1993, 4, 1)),
        person("周浩然", where=bureau, birth=date(1985, 1, 1)),
    )


def names(response):
    return [line["person"].name for line in response.context["lines"]]


def page_of(who):
    return reverse("dossiers:person", args=[who.pk])


def test_a_unit_secretary_meets_only_the_own_unit(client, places, town_and_bureau):
    mine, theirs = town_and_bureau
    signed_in(client, Role.UNIT_SECRETARY, over=places[2])

    response = client.get(ROSTER)

    assert names(response) == [mine.name]
    assert response.context["total"] == 1
    assert [f.options[0].count for f in response.context["facets"] if f.name == "kind"] == [1]
    assert theirs.name not in response.content.decode()
    assert client.get(page_of(theirs)).status_code == 404
    assert client.get(ROSTER, {"q": "zhr"}).context["total"] == 0
    compared = client.get(reverse("dossiers:compare"), {"person": [mine.pk, theirs.pk]})
    assert theirs.name not in compared.content.decode()


def test_a_cadre_meets_only_the_own_dossier(client, town_and_bureau):
    me, other = town_and_bureau
    signed_in(client, Role.CADRE, who=me)

    assert names(client.get(ROSTER)) == [me.name]
    assert client.get(page_of(me)).status_code == 200
    assert client.get(page_of(other)).status_code == 404
    assert client.get(reverse("dossiers:edit", args=[me.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_the_three_administrators_meet_nobody(client, town_and_bureau, role):
    signed_in(client, role)

    assert client.get(ROSTER).status_code == 404
    assert client.get(page_of(town_and_bureau[0])).status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"q": "林"}, ["林若曦"], id="one character"),
        pytest.param({"q": "lrx"}, ["林若曦"], id="initials"),
        pytest.param({"q": "LinRuo"}, ["林若曦"], id="pinyin"),
        pytest.param({"q": "青云镇"}, ["林若曦"], id="unit"),
        pytest.param({"sex": "1"}, ["周浩然"], id="sex"),
        pytest.param({"age": "31-35"}, ["林若曦"], id="age band"),
        pytest.param({"age": "41-45", "level": "150"}, ["周浩然"], id="two facets"),
        pytest.param({"age": "nonsense"}, ["周浩然", "林若曦"], id="an unknown value is ignored"),
    ],
)
def test_words_and_facets_narrow_the_list(client, town_and_bureau, asked, found):
    signed_in(client)

    response = client.get(ROSTER, asked)

    assert sorted(names(response)) == sorted(found)
    assert response.context["total"] == len(found)


def test_a_facet_counts_under_the_others_but_not_under_itself(client, town_and_bureau):
    signed_in(client)

    facets = {f.name: f for f in client.get(ROSTER, {"sex": "2"}).context["facets"]}

    assert {o.value: o.count for o in facets["sex"].options} == {"1": 1, "2": 1}
    assert {o.value: o.count for o in facets["kind"].options} == {"township": 1}


def test_those_no_longer_managed_are_shown_only_when_asked_for(client, town_and_bureau):
    gone = person("老前辈", standing="retired")
    signed_in(client)

    assert gone.name not in names(client.get(ROSTER))
    assert gone.name in names(client.get(ROSTER, {"left": "1"}))


def test_the_reserve_is_a_facet_only_for_those_who_may_know_it(client, places, town_and_bureau):
    member, _ = town_and_bureau
    membership(member, tier="A", entered_on=date(2025, 1, 1))
    signed_in(client)
    open_facets = {f.name for f in client.get(ROSTER).context["facets"]}
    assert names(client.get(ROSTER, {"pool": "A"})) == [member.name]

    signed_in(client, Role.UNIT_SECRETARY, over=places[2])
    closed = client.get(ROSTER, {"pool": "A"})

    assert "pool" in open_facets
    assert "pool" not in {f.name for f in closed.context["facets"]}
    assert names(closed) == []
    assert "副科及以上" not in client.get(page_of(member)).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_roster_asks_as_many_questions_however_long(
    client, places, people, django_assert_num_queries
):
    for _ in range(people):
        person(where=places[2])
    signed_in(client)

    with django_assert_num_queries(10):
        response = client.get(ROSTER)

    assert len(response.context["lines"]) == people


def test_htmx_gets_the_results_and_nothing_else(client, town_and_bureau):
    signed_in(client)

    body = client.get(ROSTER, headers=HTMX).content.decode().strip()

    assert body.startswith('<div id="results"')
    assert "<html" not in body


def test_a_filter_is_saved_shared_and_forgotten(client, town_and_bureau):
    signed_in(client)
    client.post(
        reverse("dossiers:save-filter"), {"name": "女干部", "query": "sex=2", "is_shared": "on"}
    )
    saved = SavedFilter.objects.get()

    signed_in(client)
    shared = client.get(ROSTER).context["saved"]
    assert [one.name for one in shared] == ["女干部"]
    gone = reverse("dossiers:forget-filter", args=[saved.pk])
    assert client.post(gone).status_code == 404
    assert SavedFilter.objects.exists()


def test_a_filter_without_conditions_is_not_worth_saving(client):
    signed_in(client)

    response = client.post(
        reverse("dossiers:save-filter"), {"name": "全部", "query": ""}, follow=True
    )

    assert "先筛选再收藏" in response.content.decode()
    assert not SavedFilter.objects.exists()


def claim(about, *, text="扛得住", polarity=Polarity.FOR, kind=SourceKind.OBSERVATION):
    contribute(
        actor=officer(),
        origin=about,
        claims=[
            Claim(
                person_id=about.pk,
                dimension=Dimension.PRESSURE,
                text=text,
                source_kind=kind,
                source_name="张三",
                happened_on=date(2026, 3, 1),
                polarity=polarity,
            )
        ],
    )


def test_evidence_is_shown_to_readers_and_never_to_the_person_or_kin(client, town_and_bureau):
    me, sibling = town_and_bureau
    kin(me, sibling)
    claim(me)
    signed_in(client)
    assert "扛得住" in client.get(page_of(me), {"tab": "evidence"}).content.decode()

    signed_in(client, Role.OFFICER, who=sibling)

    for tab in ("evidence", "growth"):
        body = client.get(page_of(me), {"tab": tab}).content.decode()
        assert "扛得住" not in body
        assert "佐证概览" not in body


def test_a_view_is_recorded_once_and_with_its_reader(client, town_and_bureau):
    account = signed_in(client)

    client.get(page_of(town_and_bureau[0]))

    [entry] = Entry.objects.filter(deed="dossiers.person.viewed")
    assert (entry.actor_id, entry.subject_id) == (account.pk, town_and_bureau[0].pk)


@pytest.mark.parametrize(
    "tab", ["growth", "resume", "study", "record", "family", "evidence", "story"]
)
def test_every_part_of_a_dossier_opens(client, town_and_bureau, tab):
    signed_in(client)

    assert client.get(page_of(town_and_bureau[0]), {"tab": tab}).context["tab"] == tab


def test_no_more_than_six_are_compared_and_nobody_is_scored(client, places):
    everybody = [person(f"干部甲{n}", where=places[2]) for n in range(7)]
    signed_in(client)

    response = client.get(reverse("dossiers:compare"), {"person": [p.pk for p in everybody]})

    body = response.content.decode()
    assert len(response.context["persons"]) == 6
    assert "最多比较 6 人" in body
    assert "综合分" not in body
    assert Entry.objects.filter(deed="dossiers.person.compared").count() == 6


def test_a_new_dossier_is_opened_through_the_page(client, places):
    signed_in(client)
    form = {
        "name": "欧阳若曦", "sex": "2", "birth": "1993.04", "birth_precision": "m",
        "ethnicity": "汉族", "political_face": "01", "category": "civil", "unit": places[2].pk,
        "level": "142", "schooling": "21", "sort_no": "9", "managed_from": "2020-01-01",
        "id_number": "110101199001011234", "health": "健康",
    }  # fmt: skip

    refused = client.post(reverse("dossiers:open"), form)
    made = client.post(reverse("dossiers:open"), form | {"id_number": "11010519491231002X"})

    assert refused.status_code == 422
    assert "校验码不对" in refused.content.decode()
    assert made.status_code == 302
    assert names(client.get(ROSTER, {"q": "oyrx"})) == ["欧阳若曦"]


def test_the_number_is_shown_on_request_never_cached(client, places):
    signed_in(client)
    who = person(where=places[2])

    response = client.post(reverse("dossiers:id-number", args=[who.pk]), headers=HTMX)

    assert response["Cache-Control"] == "no-store"
    assert client.get(reverse("dossiers:id-number", args=[who.pk])).status_code == 405
