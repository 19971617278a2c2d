"""What stands on a paper of a law goes to the outer network in words: one more column, empty so far."""

from django.db import migrations

import yiwang.kit.crypto


class Migration(migrations.Migration):
    dependencies = [("tracks", "0001_matters_steps_and_deeds")]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(model_name="deed", name="paper", field=yiwang.kit.crypto.EncryptedTextField()),
    ]
