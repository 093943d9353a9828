# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests hold the log against: the codebook as the tables have it now."""

from collections import defaultdict

from coproduce.themes import queries
from coproduce.themes.models import Coding, Theme
from coproduce.themes.queries.codebook_state import Sewn
from coproduce.themes.verbs.steps import fields_of, who_of


def now(town):
    """Passages by code, as the tables have them."""
    found = defaultdict(set)
    for coding in Coding.objects.filter(theme__programme=town, ended_at__isnull=True).select_related("theme"):
        found[coding.theme.code].add(coding.passage_id)
    return dict(found)


def assert_log_tells_the_truth(town):
    """Replaying the whole log gives what the tables hold: every field of every theme, every coding of every coder."""
    state = queries.replay(town.pk)
    assert state.themes == {t.code: fields_of(t) for t in Theme.objects.filter(programme=town)}
    standing = Coding.objects.filter(theme__programme=town, ended_at__isnull=True).select_related("theme")
    assert state.codings == {Sewn(c.passage_id, c.theme.code, who_of(c)) for c in standing}
