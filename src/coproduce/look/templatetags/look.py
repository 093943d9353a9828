# SPDX-License-Identifier: AGPL-3.0-or-later
"""The template tags of the house: `{% load look %}`. What they take is listed in docs/reference/design-system.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page as PageOfMany
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.template.defaultfilters import date as format_date
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from coproduce.look import fields
from coproduce.look.page import direction
from coproduce.look.palette import slot
from coproduce.look.pictures import stitches
from coproduce.look.public import said

register = template.Library()
COMPONENTS = "look/components/"


@register.inclusion_tag(f"{COMPONENTS}field.html")
def field(
    bound: BoundField, optional: bool = True, heading: bool = False, big: bool = False, label: str = ""
) -> dict[str, Any]:
    """A form field with its label, hint, error and input. `heading`: the label is the page's h1."""
    return fields.context(bound, optional=optional, heading=heading, label=label, big=big)


@register.inclusion_tag(f"{COMPONENTS}error_summary.html")
def error_summary(form: forms.BaseForm | None = None) -> dict[str, Any]:
    """The list of what is to be put right, each line a link to its field; nothing when all is well."""
    bound = isinstance(form, forms.BaseForm) and form.is_bound and isinstance(form.errors, ErrorDict)
    return {"problems": fields.problems(form) if bound and form is not None else []}


@register.inclusion_tag(f"{COMPONENTS}theme_chip.html")
def theme_chip(theme: Any, url: str = "") -> dict[str, Any]:
    """A theme's colour, stitch and name, together. Takes anything with `.name` and `.colour` (1..14)."""
    return {"slot": slot(_part(theme, "colour") or 1), "name": _part(theme, "name"), "url": url}


@register.inclusion_tag(f"{COMPONENTS}quote.html")
def quote(
    words: str,
    lang: str = "en",
    caption: str = "",
    theme: Any = None,
    translation: str = "",
    translation_lang: str = "en",
    size: str = "",
) -> dict[str, Any]:
    """Somebody's own words, in their own language and direction, with a translation where there is one."""
    colour = _part(theme, "colour") if theme else None
    return {
        "words": words,
        "lang": lang,
        "dir": direction(lang),
        "caption": caption,
        "translation": translation,
        "translation_lang": translation_lang,
        "translation_dir": direction(translation_lang),
        "size": size,
        "slot": slot(colour) if colour else None,
    }


@register.inclusion_tag(f"{COMPONENTS}knot.html")
def knot(heading: str, reason: str = "", when: date | None = None, by: str = "") -> dict[str, Any]:
    """A thread that ended here, with its reason and its date."""
    return {"heading": heading, "reason": reason, "when": when, "by": by}


@register.inclusion_tag(f"{COMPONENTS}figure.html")
def figure(
    picture: Any, table_open: bool = False, identity: str = "", joined: bool = False, phone: Any = None
) -> dict[str, Any]:
    """A `Picture`: the sentence first, the drawing second, the table third.

    `joined`: it begins at the thread of the page. `phone`: another `Picture` to draw where the screen is narrow.
    """
    return {"picture": picture, "table_open": table_open, "identity": identity, "joined": joined, "phone": phone}


@register.inclusion_tag(f"{COMPONENTS}table.html")
def table(data: Any) -> dict[str, Any]:
    """A table with a caption: anything with `.caption`, `.head`, `.rows` (of strings) and `.numbers`."""
    return {"table": data}


@register.inclusion_tag(f"{COMPONENTS}summary_list.html")
def summary_list(answers: Any) -> dict[str, Any]:
    """Check your answers: items with `.question`, `.answer`, and optionally `.url`, `.voice`, `.lang`."""
    return {"answers": answers}


@register.inclusion_tag(f"{COMPONENTS}pagination.html")
def pagination(paged: PageOfMany[Any], prefix: str = "?page=") -> dict[str, Any]:
    """Pages of a long list, from a `django.core.paginator.Page`."""
    return {"paged": paged, "prefix": prefix, "numbers": paged.paginator.get_elided_page_range(paged.number)}


@register.inclusion_tag(f"{COMPONENTS}progress.html")
def progress(label: str, done: int, total: int) -> dict[str, Any]:
    """How far a long work has come; put `{% refresh 5 %}` into the page's `head` block beside it."""
    return {"label": label, "done": done, "total": total}


@register.simple_tag
def refresh(seconds: int = 5) -> SafeString:
    """Asks the browser to look again, without script."""
    # `int`: only a number can come into the page unescaped.
    return mark_safe(f'<meta http-equiv="refresh" content="{int(seconds)}">')


@register.inclusion_tag(f"{COMPONENTS}empty.html")
def empty(heading: str, text: str, url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here yet, and what to do about it."""
    return {"heading": heading, "text": text, "url": url, "action": action}


@register.inclusion_tag(f"{COMPONENTS}notice.html")
def notice(heading: str, text: str, kind: str = "") -> dict[str, Any]:
    """Something to know: `kind` is empty, `calm` or `bad`."""
    return {"heading": heading, "text": text, "kind": kind}


@register.inclusion_tag(f"{COMPONENTS}rail.html")
def rail(stages: Any) -> dict[str, Any]:
    """The stages on one thread: items with `.name`, `.when`, `.text` and `.state` (done, now, next)."""
    return {"stages": stages}


@register.simple_tag
def sewn_bar(theme: Any, share: int) -> SafeString:
    """A sewn bar `share` hundredths long, in the theme's stitch; decoration beside a number."""
    return mark_safe(stitches.bar(_part(theme, "colour") or 1, int(share)))


@register.simple_tag
def url_or(name: str, otherwise: str) -> str:
    """The address of a named page, or a fixed one where this site does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


@register.filter
def say(value: Any) -> str:
    """A gated figure in words and digits: `{{ figure|say }}`."""
    return said(value)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A date as people write it, in a `<time>`: 3 October 2025."""
    if value is None:
        return ""
    # Kept in UTC: shortly after midnight in summer it would be shown as the day before.
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return mark_safe(f'<time datetime="{value:%Y-%m-%d}">{format_date(value, "j F Y")}</time>')


@register.filter
def direction_of(lang: str) -> str:
    """`rtl` or `ltr` for a language code."""
    return direction(lang)


def _part(thing: Any, name: str) -> Any:
    """An attribute or key, so that plain dictionaries serve in tests and small pages."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)
