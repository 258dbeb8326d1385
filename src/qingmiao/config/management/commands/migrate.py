from django.core.management.commands import migrate

from qingmiao.config.schema import FrugalExecutor

migrate.MigrationExecutor = FrugalExecutor  # type: ignore[attr-defined]  # the command asks for it by this name


class Command(migrate.Command):
    """Django's own command with an executor that keeps what it has drawn."""
