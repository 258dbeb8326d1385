import pytest
from django.utils import translation
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _in_chinese():
    """A page read in English leaves its language behind; every test begins in Chinese."""
    with translation.override("zh-hans"):
        yield
