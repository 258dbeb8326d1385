import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0004_steps_entries_and_draws"),
        ("judging", "0002_releases_and_hall_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="Advancement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("plates", models.JSONField(verbose_name="晋级号牌")),
                (
                    "computation_number",
                    models.PositiveSmallIntegerField(verbose_name="依据的成绩计算"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="时间",
                    ),
                ),
                ("decided_by", models.CharField(max_length=100, verbose_name="办理人")),
                (
                    "stage",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contests.stage",
                        verbose_name="环节",
                    ),
                ),
            ],
            options={
                "verbose_name": "晋级名单",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="advancement",
            trigger=pgtrigger.compiler.Trigger(
                name="said_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d58277b8efc57ca8c07a12276b0735b1f93295c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_said_once_56063",
                    table="judging_advancement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
