# SPDX-License-Identifier: AGPL-3.0-or-later
"""The codebook: all themes, one theme with everything behind it, and what one may do with it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.listening.queries import analysable
from coproduce.process.roles import Permission, check_may
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.themes import queries, verbs
from coproduce.themes.forms import NEW, OUT, MergeForm, PassagesForm, PromoteForm, RetireForm, ThemeForm
from coproduce.themes.queries import ThemeRow
from coproduce.themes.verbs import Part, ThemeProblem
from coproduce.themes.views.pages import back_to, form_page, theme_or_404, ticked

A_PAGE = 60


@team_view(Permission.READ_VOICES)
def themes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The codebook with its sizes in people."""
    programme = desk.programme.pk
    team_page(request, desk, title="Themes", here="themes")
    branches = queries.tree(programme)
    readable = {row.id for row in analysable(programme)}
    coded = {voice for held in queries.voices_by_theme(programme).values() for voice in held} & readable
    context = {
        "desk": desk,
        "themes": [b for b in branches if b.theme.state == "theme"],
        "candidates": [b for b in branches if b.theme.state == "candidate"],
        "retired": [row for row in queries.themes_of(programme, retired=True) if row.state == "retired"],
        "layers": queries.coder_layers(programme), "double": queries.double_coded(programme),
        "readable": len(readable), "coded": len(coded),
        "open_suggestions": sum(run.open for run in queries.runs(programme)[:1]),
        "may_code": desk.may(Permission.CODE), "may_curate": desk.may(Permission.CURATE),
    }  # fmt: skip
    return render(request, "themes/list.html", context)


@team_view(Permission.READ_VOICES)
def theme(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One theme with all passages behind it; ticked passages may go elsewhere."""
    row = theme_or_404(desk, code)
    form = PassagesForm(request.POST or None, themes=queries.themes_of(desk.programme.pk), code=code)
    if request.method == "POST":
        desk_needs(desk, Permission.CURATE)
        if form.is_valid():
            try:
                messages.success(request, _carry_out(desk, row, ticked(request), form))
                return redirect("themes:theme", desk.programme.slug, code)
            except ThemeProblem as problem:
                form.refuse(problem)
    return _theme_page(request, desk, row, form)


def _theme_page(request: HttpRequest, desk: Desk, row: ThemeRow, form: PassagesForm) -> HttpResponse:
    programme = desk.programme.pk
    team_page(
        request, desk, title=f"{row.code} {row.name}", here="themes",
        back=back_to("themes:list", "All themes", desk.programme.slug),
    )  # fmt: skip
    passages = queries.passages_of(programme, row.code, reader=desk.reader)
    context = {
        "desk": desk, "theme": row, "form": form, "may_curate": desk.may(Permission.CURATE),
        "paged": Paginator(passages, A_PAGE).get_page(request.GET.get("page")),
        "lineage": queries.lineage_of(programme, row.code), "names": queries.names_of(programme),
        "parts": [part for part in queries.themes_of(programme) if part.parent == row.code],
        "ticked": request.POST.getlist("passage"),
    }  # fmt: skip
    return render(request, "themes/theme.html", context, status=422 if form.errors else 200)


def _carry_out(desk: Desk, row: ThemeRow, chosen: list[UUID], form: PassagesForm) -> str:
    data, by = form.cleaned_data, desk.user
    if not chosen:
        raise ThemeProblem("Tick at least one passage.", field="passages")
    said = {"why": data["why"], "agreed_with": form.agreed()}
    if data["to"] == NEW:
        parts = [Part(data["name"], chosen)]
        made = verbs.split(
            programme=desk.programme, code=row.code, parts=parts, by=by, which=data["which"], **said
        )  # fmt: skip
        return f"The passages are now {made[-1].code} “{made[-1].name}”."
    if data["to"] == OUT:
        verbs.uncode_many(programme=desk.programme, passages=chosen, theme=row.code, by=by, why=data["why"])
        return "The passages were taken out of this theme."
    verbs.move(
        programme=desk.programme, passages=chosen, from_=row.code, to=data["to"], by=by, which=data["which"], **said
    )
    return f"The passages went to {data['to']}."


def desk_needs(desk: Desk, permission: Permission) -> None:
    """Refuse what this person's roles do not allow."""
    check_may(desk.roles, permission)


@team_view(Permission.CURATE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a theme."""
    form = ThemeForm(request.POST or None, themes=queries.themes_of(desk.programme.pk))

    def act() -> str:
        made = verbs.make_theme(
            programme=desk.programme, by=desk.user, why=form.cleaned_data["why"], agreed_with=form.agreed(),
            **form.said(),
        )  # fmt: skip
        return reverse("themes:theme", args=[desk.programme.slug, made.code])

    back = back_to("themes:list", "All themes", desk.programme.slug)
    return form_page(
        request, desk, form, act, title="A new theme", button="Make the theme", back=back, said="The theme is there."
    )


@team_view(Permission.CURATE)
def edit(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Change name, definition, or what people said."""
    row = theme_or_404(desk, code)
    form = ThemeForm(
        request.POST or None, initial=ThemeForm.initial_of(row), themes=queries.themes_of(desk.programme.pk), code=code
    )

    def act() -> str:
        data = form.cleaned_data
        if data["name"].strip() != row.name and not data["why"].strip():
            raise ThemeProblem("Say why it gets another name. The old one stays in the log.", field="why")
        verbs.edit_theme(
            programme=desk.programme, code=code, by=desk.user, why=data["why"], agreed_with=form.agreed(), **form.said()
        )
        return reverse("themes:theme", args=[desk.programme.slug, code])

    return form_page(
        request, desk, form, act, title=f"Describe {code}", button="Keep", back=_back(desk, row), said="That is kept.",
    )  # fmt: skip


@team_view(Permission.CURATE)
def merge(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Merge this theme with others."""
    row = theme_or_404(desk, code)
    form = MergeForm(request.POST or None, themes=queries.themes_of(desk.programme.pk), code=code)

    def act() -> str:
        data = form.cleaned_data
        made = verbs.merge(
            programme=desk.programme, from_=[code, *data["others"]], into="" if data["into"] == NEW else data["into"],
            name=data["name"], why=data["why"], agreed_with=form.agreed(), by=desk.user,
        )  # fmt: skip
        return reverse("themes:theme", args=[desk.programme.slug, made.code])

    return form_page(
        request, desk, form, act, title=f"Merge {code} {row.name}", button="Merge", back=_back(desk, row),
        said="Merged. The log keeps the way back.",
        intro="All passages go along. What was merged is retired, and can be brought back from the log.",
    )  # fmt: skip


@team_view(Permission.CURATE)
def retire(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Take a theme out of use."""
    row = theme_or_404(desk, code)
    form = RetireForm(request.POST or None, themes=queries.themes_of(desk.programme.pk), code=code)

    def act() -> str:
        data = form.cleaned_data
        held = queries.passage_ids_of(desk.programme.pk, code)
        verbs.retire(
            programme=desk.programme, code=code, to={data["to"]: held} if data["to"] and held else None,
            let_go=data["let_go"], why=data["why"], agreed_with=form.agreed(), by=desk.user,
        )  # fmt: skip
        return reverse("themes:list", args=[desk.programme.slug])

    return form_page(
        request, desk, form, act, title=f"Retire {code} {row.name}", button="Retire", back=_back(desk, row),
        said="Retired. The log keeps the way back.",
        intro="A retired theme keeps its history and takes no more passages.",
    )  # fmt: skip


@team_view(Permission.CURATE)
def promote(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Make a candidate a theme."""
    row = theme_or_404(desk, code)
    form = PromoteForm(request.POST or None, initial={"name": row.name})

    def act() -> str:
        data = form.cleaned_data
        made = verbs.promote(
            programme=desk.programme, code=code, name=data["name"], why=data["why"], agreed_with=form.agreed(),
            by=desk.user,
        )  # fmt: skip
        return reverse("themes:theme", args=[desk.programme.slug, made.code])

    return form_page(
        request, desk, form, act, title=f"Make {code} a theme", button="Make it a theme", back=_back(desk, row),
        said="It is a theme now.",
    )  # fmt: skip


def _back(desk: Desk, row: ThemeRow):  # noqa: ANN202
    return back_to("themes:theme", f"{row.code} {row.name}", desk.programme.slug, row.code)
