# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the vote show: frozen, and with no number that counts people."""

from dataclasses import dataclass
from datetime import date

from coproduce.look.page import Page
from coproduce.look.public import Plain
from coproduce.priorities.forms.voting import SlipForm, SuggestForm, VoteForm


@dataclass(frozen=True)
class Welcome:
    """The first page. `state` is open, soon, over or none; `date` is when it opens or closes."""

    look: Page
    programme_name: str
    state: str
    date: date | None
    statements: Plain
    minutes: Plain
    began: bool
    on_url: str
    results_url: str
    notice: str = ""


@dataclass(frozen=True)
class Asking:
    """One statement."""

    look: Page
    form: VoteForm
    code: str
    text: str
    by_resident: bool
    place: Plain
    total: Plain
    wrote_before: bool
    answered: bool
    priority_name: str
    headline: str
    derived_from: tuple[str, ...]
    skip_url: str
    stop_url: str


@dataclass(frozen=True)
class Thanks:
    """The last page, or the one for stopping in between. The numbers are this person's own answers."""

    look: Page
    answered: Plain
    total: Plain
    left_url: str
    closes_on: date | None
    joined: bool
    said: str
    suggest_url: str
    slip_url: str
    take_back_url: str
    results_url: str


@dataclass(frozen=True)
class TakingBack:
    """Ask before everything is erased, and say so afterwards."""

    look: Page
    done: bool
    closes: bool


@dataclass(frozen=True)
class Suggesting:
    """Suggest a statement."""

    look: Page
    form: SuggestForm


@dataclass(frozen=True)
class Joining:
    """Join votes to a slip."""

    look: Page
    form: SlipForm
