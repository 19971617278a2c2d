"""A rating that stays bad is one more thing an order comes from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_orders")]

    operations = [
        migrations.RemoveConstraint(model_name="order", name="supervision_order_source_known"),
        migrations.AlterField(
            model_name="order",
            name="source",
            field=models.CharField(
                choices=[
                    ("hand", "人工立项"),
                    ("instruction", "领导批示"),
                    ("callback", "三级回访后立项"),
                    ("topic", "热点"),
                    ("alert", "预警单逾期"),
                    ("late", "超期说明逾期"),
                    ("rating", "差评整改后仍不满意"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ["hand", "instruction", "callback", "topic", "alert", "late", "rating"])
                ),
                name="supervision_order_source_known",
            ),
        ),
    ]
