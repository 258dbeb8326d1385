from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0002_who_goes_on_is_said_in_judging"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="printedsheet",
            name="stage",
        ),
        migrations.AddField(
            model_name="printedsheet",
            name="number",
            field=models.CharField(default="", max_length=32, unique=True, verbose_name="查验编号"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ComparisonTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visitor", models.CharField(max_length=64, verbose_name="来访者")),
                ("minute", models.DateTimeField(verbose_name="时间")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="次数")),
            ],
            options={
                "verbose_name": "成绩单查验",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("visitor", "minute"), name="one_comparison_count_a_minute"
                    )
                ],
            },
        ),
    ]
