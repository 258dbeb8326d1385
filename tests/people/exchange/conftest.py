import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_chinese():
    """A page read in English leaves its language behind; every test begins in Chinese."""
    with translation.override("zh-hans"):
        yield
