# SPDX-License-Identifier: AGPL-3.0-or-later
"""A voter keeps the order in which they see statements."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('priorities', '0002_residents_propose_statements'),
    ]

    operations = [
        migrations.AddField(
            model_name='voter',
            name='began_after',
            field=models.PositiveBigIntegerField(default=0, help_text='The newest answer when they began: it fixes the order in which they see statements.'),
        ),
    ]
