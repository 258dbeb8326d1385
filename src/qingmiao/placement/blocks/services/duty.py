from qingmiao.people.dossiers.models import Person


def hold_person(*, person_id: int) -> None:
    """Lock whose time is about to be taken, so that rivals queue up instead of waiting for each other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person_id)
