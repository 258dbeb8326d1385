import pytest
from django.test import Client

from tests.insight import district


@pytest.fixture
def officer():
    client = Client()
    client.force_login(district.account("officer"))
    return client


@pytest.fixture
def reader():
    client = Client()
    client.force_login(district.account("district_leader"))
    return client


@pytest.fixture
def secretary():
    client = Client()
    client.force_login(district.account("unit_secretary", unit=district.unit("甲镇")))
    return client


@pytest.fixture
def cadre():
    client = Client()
    client.force_login(district.account("cadre"))
    return client
