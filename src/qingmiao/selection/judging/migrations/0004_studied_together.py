from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0004_steps_entries_and_draws"),
        ("judging", "0003_who_goes_on_is_said_once"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="conflict",
            name="conflict_kind_is_known",
        ),
        migrations.AlterField(
            model_name="conflict",
            name="kind",
            field=models.CharField(
                choices=[
                    ("self", "本人参赛"),
                    ("same_unit", "现为同一单位"),
                    ("former_unit", "曾为同一单位"),
                    ("superior", "上下级领导关系"),
                    ("kin", "亲属"),
                    ("schoolmate", "同期同学"),
                    ("mentor", "帮带师徒"),
                    ("other", "其他利害关系"),
                ],
                max_length=12,
                verbose_name="情形",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "self",
                            "same_unit",
                            "former_unit",
                            "superior",
                            "kin",
                            "schoolmate",
                            "mentor",
                            "other",
                        ],
                    )
                ),
                name="conflict_kind_is_known",
            ),
        ),
    ]
