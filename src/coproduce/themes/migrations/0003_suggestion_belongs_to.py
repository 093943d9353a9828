# SPDX-License-Identifier: AGPL-3.0-or-later
"""A suggestion says for which theme, that people have decided on, it found more voices."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more column, empty for what was suggested before."""

    dependencies = [("themes", "0002_step_of_a_suggestion")]

    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="belongs_to",
            field=models.CharField(
                blank=True, default="", help_text="Code of the theme that this adds voices to.", max_length=20
            ),
        ),
    ]
