"""What follows from a declaration: deeds, addresses, and who sees or writes which fields."""

from qingmiao.registers.declaration import PICKS, REGISTERS
from qingmiao.selection.nominations.register import NOMINATIONS
from qingmiao.selection.visits.models import Visit
from qingmiao.selection.visits.register import SEGMENTS, VISITS
from tests.factories.house import actor, officer


def test_a_declared_noun_has_its_deeds_addresses_and_pick():
    assert {deed.code for deed in VISITS.deeds.values()} == {
        f"visits.visit.{past}"
        for past in ("entered", "amended", "voided", "exported", "imported", "undone")
    }
    assert (VISITS.url_name(), VISITS.url_name("new")) == ("visits:visit", "visits:visit-new")
    assert REGISTERS["visits.visit"] is VISITS
    assert Visit._meta.label_lower in PICKS


def test_a_register_without_reserved_fields_is_the_same_for_everybody():
    nobody = actor()

    assert SEGMENTS.read_by(nobody) is SEGMENTS
    assert SEGMENTS.written_by(nobody) is SEGMENTS


def test_reserved_fields_are_read_and_concealed_ones_are_nowhere():
    nobody, somebody = actor(), officer()
    read, written = NOMINATIONS.read_by(nobody), NOMINATIONS.written_by(nobody)

    assert NOMINATIONS.read_by(somebody) is NOMINATIONS
    assert set(NOMINATIONS.fields) - set(read.fields) == {"decision", "decision_note"}
    assert set(NOMINATIONS.fields) - set(written.fields) == {"state", "decision", "decision_note"}
    assert "decision" not in {column.path for column in read.columns}
    assert "decision" not in {facet.path for facet in read.facets}
    assert read.deeds is NOMINATIONS.deeds


def test_every_declared_path_leads_somewhere():
    """A misspelt column, facet, search or key would only show itself on its page."""
    for register in REGISTERS.values():
        names = {field.name for field in register.model._meta.get_fields()}
        told = names | set(register.base().query.annotations)
        columns = [column.path for column in register.columns if column.value is None]
        facets = [facet.path.removesuffix("_id") for facet in register.facets]
        for path in (*columns, *facets, *register.search, *register.select, *register.key):
            head = path.partition("__")[0]
            assert head in told or hasattr(register.model, head), f"{register.code}: {path}"
        assert set(register.fields) <= names, register.code
        assert set(register.key) <= set(register.fields), register.code
