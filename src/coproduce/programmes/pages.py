# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame around a programme's pages: its menu, its languages, where to get help."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from coproduce.look.page import HELP_CHECKED, HELP_LINES, Key, Language, NavItem, Page
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk
from coproduce.programmes.models import Programme
from coproduce.programmes.queries import help_lines

# (name of this part, URL name, label): the order of the public menu.
PUBLIC = (
    ("about", "thread:programme", "About"),
    ("say", "listening:say", "Have your say"),
    ("vote", "priorities:vote", "Vote"),
    ("heard", "heard:public", "Who was heard"),
    ("priorities", "priorities:public", "Priorities"),
    ("strategy", "thread:strategy", "The strategy"),
    ("thread", "thread:thread", "The thread"),
    ("report", "report:public", "The report"),
)
TEAM = (
    ("desk", "programmes:desk", "Start", Permission.SEE_TEAM),
    ("sessions", "listening:sessions", "Sessions", Permission.SEE_TEAM),
    ("import", "listening:import", "Bring in a sheet", Permission.IMPORT),
    ("themes", "themes:list", "Themes", Permission.READ_VOICES),
    ("priorities", "priorities:list", "Priorities", Permission.SEE_TEAM),
    ("decisions", "priorities:decisions", "Decisions", Permission.SEE_TEAM),
    ("strategy", "strategy:write", "Strategy", Permission.SEE_TEAM),
    ("heard", "heard:team", "Who was heard", Permission.SEE_TEAM),
    ("report", "report:team", "Report", Permission.SEE_TEAM),
    ("objections", "listening:objections", "Not what I meant", Permission.ANSWER),
    ("concerns", "listening:concerns", "Concerns", Permission.SAFEGUARD),
    ("people", "programmes:people", "People", Permission.SEE_TEAM),
)


def _link(name: str, label: str, programme: Programme, current: bool) -> NavItem | None:
    try:
        return NavItem(label, reverse(name, args=[programme.slug]), current)
    except NoReverseMatch:
        # A part that is not built yet has no page, and so no link.
        return None


def _to(name: str, programme: Programme) -> str:
    """The address of a page of the programme, or an empty text while that part is not built."""
    link = _link(name, "", programme, False)
    return link.url if link else ""


def team_page(
    request: HttpRequest,
    desk: Desk,
    *,
    title: str,
    here: str = "",
    keys: tuple[Key, ...] = (),
    back: NavItem | None = None,
) -> Page:
    """The frame of a team page; it is left on the request, where every template finds it as `look`."""
    links = (_link(name, label, desk.programme, part == here) for part, name, label, need in TEAM if desk.may(need))
    page = Page(
        title=title,
        lang="en",
        nav=tuple(link for link in links if link),
        illustrative=desk.programme.illustrative,
        programme_name=desk.programme.name,
        programme_url=reverse("programmes:desk", args=[desk.programme.slug]),
        signed_in_as=desk.user.name,
        keys=keys,
        back=back,
    )
    request.look = page  # type: ignore[attr-defined]
    return page


def languages_of(request: HttpRequest, programme: Programme, lang: str) -> tuple[Language, ...]:
    """The programme's languages, as links to the same page, for a page that has words of its own in each.

    No other page offers them: a link that changes nothing is a promise that is not kept.
    """
    names = dict(settings.LANGUAGES)
    return tuple(
        Language(code, names[code], f"?lang={code}", code == lang) for code in programme.languages if code in names
    )


def public_page(
    request: HttpRequest,
    programme: Programme,
    *,
    title: str,
    here: str = "",
    lang: str | None = None,
    cloth: str = "",
    cloth_said: str = "",
    back: NavItem | None = None,
    onward: NavItem | None = None,
) -> Page:
    """The frame of a public page; it is left on the request, where every template finds it as `look`."""
    speaking = lang or programme.language
    links = (_link(name, _(label), programme, part == here) for part, name, label in PUBLIC)
    lines = help_lines(programme.pk, crisis_only=True)
    page = Page(
        title=title,
        lang=speaking,
        nav=tuple(link for link in links if link),
        illustrative=programme.illustrative,
        programme_name=programme.name,
        programme_url=_to("thread:programme", programme),
        help_lines=tuple(": ".join(x for x in (h.name, h.phone or h.text_line) if x) + "." for h in lines)
        or HELP_LINES,
        help_checked=(programme.help_checked_on or max((h.checked_on for h in lines if h.checked_on), default=None))
        if lines
        else HELP_CHECKED,
        help_url=_to("listening:help", programme),
        cloth=cloth,
        cloth_said=cloth_said,
        back=back,
        onward=onward,
    )
    request.look = page  # type: ignore[attr-defined]
    return page
