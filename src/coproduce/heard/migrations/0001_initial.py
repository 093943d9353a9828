# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who signed the equality evidence."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(help_text="The officer's post, as it may be published.", max_length=120)),
                ('note', models.TextField(blank=True)),
                ('fingerprint', models.CharField(max_length=64)),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence_signatures', to='programmes.programme')),
            ],
            options={
                'ordering': ['-on', '-id'],
            },
        ),
    ]
