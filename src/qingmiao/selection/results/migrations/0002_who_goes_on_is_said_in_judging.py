from django.db import migrations

MOVE = """
INSERT INTO judging_advancement (stage_id, plates, computation_number, reason, decided_at, decided_by)
SELECT a.stage_id, a.plates, c.number, a.reason, a.decided_at, a.decided_by
  FROM results_advancement a JOIN results_computation c ON c.id = a.computation_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0001_results_objections_and_papers"),
        ("judging", "0003_who_goes_on_is_said_once"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="Advancement"),
    ]
