"""Notes of contacts may be kept encrypted. The column itself does not change."""

from django.db import migrations

from yiwang.kit.crypto import SealableTextField


class Migration(migrations.Migration):
    """Nothing for the database to do."""

    dependencies = [("casework", "0017_by_which_order_it_was_erased")]

    operations = [migrations.AlterField("contact", "note", SealableTextField(max_length=2000))]
