# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make, describe, rename, promote and bring in the entries of the codebook."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Theme
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Fields, Move
from coproduce.themes.verbs.steps import Change, apply, codings_of, next_code, theme_of, who_of

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}\Z")


def check_code(programme: Programme, code: str) -> str:
    """A code that may be given to a new theme."""
    # Codes stand in addresses, file names and other tools: letters and digits survive all of them.
    if not CODE.match(code):
        raise ThemeProblem(f"“{code}” cannot be a code. Use up to 20 letters and digits, such as T4.", field="code")
    if taken := Theme.objects.filter(programme=programme, code=code).first():
        raise ThemeProblem(f"{code} is “{taken.name}” already. Codes are never used twice.", field="code")
    return code


@transaction.atomic
def make_theme(
    *,
    programme: Programme,
    name: str,
    by: User | None,
    code: str = "",
    definition: str = "",
    includes: Sequence[str] = (),
    excludes: Sequence[str] = (),
    summary: str = "",
    parent: str = "",
    state: str = "theme",
    colour: int = 0,
    why: str = "",
    agreed_with: Sequence[str] = (),
) -> Theme:
    """Make a theme (or, with `state="candidate"`, a candidate). `parent` is the code of the theme it is part of."""
    code = check_code(programme, code or next_code(programme, "C" if state == "candidate" else "T"))
    if parent:
        theme_of(programme, parent)
    fields: Fields = {
        "name": name.strip(), "definition": definition.strip(), "includes": list(includes), "excludes": list(excludes),
        "summary": summary.strip(), "summary_by": by.pk if by and summary.strip() else None, "parent": parent,
        "state": Theme.State(state).value,
    }  # fmt: skip
    if colour or parent:
        fields["colour"] = colour or theme_of(programme, parent).colour
    change = Change("make", (), [code], name.strip(), {code: fields}, why=why, agreed_with=agreed_with)
    apply(programme, change, by)
    return theme_of(programme, code)


@transaction.atomic
def edit_theme(
    *,
    programme: Programme,
    code: str,
    by: User | None,
    why: str = "",
    agreed_with: Sequence[str] = (),
    summary_by: User | None = None,
    **fields: Any,
) -> Theme:
    """Change definition, includes, excludes, summary, parent or colour. A new name is `rename`, but may go along."""
    allowed = {"name", "definition", "includes", "excludes", "summary", "parent", "colour"}
    if unknown := sorted(set(fields) - allowed):
        raise ThemeProblem(f"“{unknown[0]}” cannot be changed here.", field=unknown[0])
    theme = theme_of(programme, code)
    if parent := fields.get("parent"):
        _check_parent(programme, theme, parent)
    if "summary" in fields and fields["summary"] != theme.summary:
        # A summary is what residents read; somebody answers for it by name.
        writer = summary_by or by
        fields["summary_by"] = writer.pk if writer else None
    name = str(fields.get("name", theme.name)).strip()
    renamed = name != theme.name
    if renamed:
        fields["name"] = name
    change = Change(
        "rename" if renamed else "edit", [code], [code], name if renamed else "", {code: fields},
        why=why, agreed_with=agreed_with,
    )  # fmt: skip
    apply(programme, change, by)
    return theme_of(programme, code)


def _check_parent(programme: Programme, theme: Theme, parent: str) -> None:
    above: Theme | None = theme_of(programme, parent)
    while above is not None:
        if above.pk == theme.pk:
            raise ThemeProblem(f"{theme.code} cannot be a part of itself. Choose another theme.", field="parent")
        above = above.parent


@transaction.atomic
def rename(
    *, programme: Programme, code: str, name: str, by: User | None, why: str = "", agreed_with: Sequence[str] = ()
) -> Theme:
    """Give a theme another name. The old one stays in the lineage."""
    theme = theme_of(programme, code)
    if name.strip() == theme.name:
        raise ThemeProblem(f"{code} has this name already.", field="name")
    if not name.strip():
        raise ThemeProblem("Give the theme a name.", field="name")
    return edit_theme(programme=programme, code=code, name=name, by=by, why=why, agreed_with=agreed_with)


@transaction.atomic
def promote(
    *,
    programme: Programme,
    code: str,
    by: User | None,
    to: str = "",
    name: str = "",
    why: str = "",
    agreed_with: Sequence[str] = (),
) -> Theme:
    """Make a candidate a theme, under a new code (`to`) where one is given, else under a theme's next code."""
    theme = theme_of(programme, code)
    if theme.state != Theme.State.CANDIDATE:
        raise ThemeProblem(f"{code} is a theme already.", field="theme")
    # A candidate's own code says that it is one (C4), so a theme gets another.
    to = to or (code if code.startswith("T") else next_code(programme))
    name = name.strip() or theme.name
    if to == code:
        change = Change("promote", [code], [code], name, {code: {"state": "theme", "name": name}})
    else:
        check_code(programme, to)
        change = Change("promote", [code], [to], name, {to: _promoted(theme, name), code: {"state": "retired"}})
        change.themes.update({child.code: {"parent": to} for child in theme.children.all()})
        change.moves = [Move(c.passage_id, code, to, who_of(c)) for c in codings_of(programme, [code])]
        change.suggestion = theme.suggested_by_id
    change.why, change.agreed_with = why, agreed_with
    apply(programme, change, by)
    return theme_of(programme, to)


def _promoted(theme: Theme, name: str) -> Fields:
    return {
        "name": name, "definition": theme.definition, "includes": theme.includes, "excludes": theme.excludes,
        "summary": theme.summary, "summary_by": theme.summary_by_id, "state": "theme",
        "parent": theme.parent.code if theme.parent else "",
    }  # fmt: skip


@transaction.atomic
def bring_in_themes(
    *, programme: Programme, rows: Sequence[Mapping[str, Any]], by: User | None, why: str = ""
) -> list[Theme]:
    """Themes made elsewhere, for a programme that begins with them, as one step. No passage is invented for them.

    Each row has `name` and may have `code`, `definition`, `includes`, `excludes`, `summary` and `parent` (a code, of a
    row above or of a theme that is there).
    """
    if not rows:
        raise ThemeProblem("There is no theme to bring in.")
    taken = {t.code: t for t in Theme.objects.filter(programme=programme)}
    # Two themes of one name cannot be told apart on a page; a retired one is on none.
    names = {t.name.casefold() for t in taken.values() if t.state != Theme.State.RETIRED}
    themes: dict[str, Fields] = {}
    for number, row in enumerate(rows, start=1):
        code, fields = _brought(programme, row, number, set(taken) | set(themes))
        if fields["name"].casefold() in names:
            raise ThemeProblem(f"There is a theme named “{fields['name']}” already.", field="name", row=number)
        names.add(fields["name"].casefold())
        themes[code] = fields
    apply(programme, Change("bring in", (), list(themes), themes=themes, why=why), by)
    return list(Theme.objects.filter(programme=programme, code__in=list(themes)))


def _brought(programme: Programme, row: Mapping[str, Any], number: int, taken: set[str]) -> tuple[str, Fields]:
    name = str(row.get("name") or "").strip()
    if not name:
        raise ThemeProblem("Give the theme a name.", field="name", row=number)
    code = str(row.get("code") or "").strip() or next(c for n in range(1, 9999) if (c := f"T{n}") not in taken)
    if code in taken or not CODE.match(code):
        raise ThemeProblem(f"“{code}” cannot be used as a code, or is taken.", field="code", row=number)
    parent = str(row.get("parent") or "").strip()
    if parent and parent not in taken:
        raise ThemeProblem(f"There is no theme {parent} above this row.", field="parent", row=number)
    return code, {
        "name": name, "definition": str(row.get("definition") or "").strip(), "parent": parent, "state": "theme",
        "includes": list(row.get("includes") or ()), "excludes": list(row.get("excludes") or ()),
        "summary": str(row.get("summary") or "").strip(),
    }  # fmt: skip
