# SPDX-License-Identifier: AGPL-3.0-or-later
"""A resident may propose a statement: their words wait in the vault until a team member puts them."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('priorities', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='proposal_entry_id',
            field=models.UUIDField(blank=True, help_text="A resident's proposal in the vault, until a team member puts it.", null=True),
        ),
        migrations.AddField(
            model_name='statement',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='priorities.voter'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='text',
            field=models.CharField(blank=True, help_text='Empty while a proposal waits.', max_length=400),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='what_is_put_has_words'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'moderated'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_is_not_put_has_a_reason'),
        ),
    ]
