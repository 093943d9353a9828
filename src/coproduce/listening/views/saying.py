# SPDX-License-Identifier: AGPL-3.0-or-later
"""Have your say: one question a page, no script, half-filled answers in the vault, and a slip at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html

from coproduce.listening import drafts, verbs
from coproduce.listening.forms.saying import AboutYou, Allow, Words
from coproduce.listening.views import sending
from coproduce.listening.views.slip import qr_of
from coproduce.look.page import NavItem, Step, direction
from coproduce.people import throttle
from coproduce.process import slips
from coproduce.process.consent import Purpose
from coproduce.process.stages import Act
from coproduce.programmes.access import public_view
from coproduce.programmes.pages import languages_of, public_page
from coproduce.programmes.queries import act_allowed, help_lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.look.page import Language, Page
    from coproduce.programmes.models import Programme

COOKIE = "coproduce-say"
# A whole workshop may answer through one router, so these only stop machines.
MOST_PAGES, MOST_SENT, WITHIN = 600, 90, 600
AFTER = ("allow", "about-you", "check")


def _token(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=86400) or "")


def _kept(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    return drafts.read(_token(request), programme.pk)


def _lang(request: HttpRequest, programme: Programme, kept: dict[str, Any]) -> str:
    asked = request.GET.get("lang") or kept.get("lang", "")
    return asked if asked in programme.languages else programme.language


def _page(
    request: HttpRequest, programme: Programme, template: str, title: str, *, back: str | None, here: str = "",
    **context: Any,
) -> HttpResponse:  # fmt: skip
    kept = context.pop("kept", {})
    link = NavItem("Back", f"/{programme.slug}/{back}") if back is not None else None
    lang = _lang(request, programme, kept)
    # Questions are translated, the rest of the page is not yet: so the page says that it is in the programme's own
    # language, and only what is in another is marked as such.
    page = public_page(request, programme, title=title, here="say", back=link)
    page = replace(page, languages=languages_of(request, programme, lang))
    if here:
        steps, said = _steps(programme, kept, here)
        page = replace(page, steps=steps, step_said=said)
    request.look = page  # type: ignore[attr-defined]
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    context = {
        "programme": programme, "programme_slug": programme.slug, "other": _other(page, programme), **context
    }  # fmt: skip
    return render(request, f"listening/{template}.html", context, status=status)


def _other(page: Page, programme: Programme) -> Language | None:
    """The language that somebody chose, where it is not that of the page."""
    return next((one for one in page.languages if one.current and one.code != programme.language), None)


def _steps(programme: Programme, kept: dict[str, Any], here: str) -> tuple[tuple[Step, ...], str]:
    """The eyelets: a question each, then what we may do, about you, and checking."""
    codes = [question.code for question in sending.guide(programme)]
    names = [f"Question {n}" for n in range(1, len(codes) + 1)] + ["What we may do with it", "About you", "Check"]
    order = [*codes, *AFTER]
    at = order.index(here)
    steps = []
    for n, name in enumerate(names):
        state = "here" if n == at else "done" if n < at else "todo"
        skipped = n < min(at, len(codes)) and codes[n] not in kept.get("answers", {})
        steps.append(Step(state, f"{name}, {'now' if n == at else 'skipped' if skipped else state}"))
    said = f"Question {at + 1} of {len(codes)}. You can skip any." if at < len(codes) else names[at]
    return tuple(steps), said


def _keep(request: HttpRequest, programme: Programme, kept: dict[str, Any], step: str, **answers: Any) -> HttpResponse:
    """Put answers into the draft and go on; where somebody came back to change one thing, back to checking."""
    answers |= {"lang": _lang(request, programme, kept)}
    token = drafts.write(_token(request), programme.pk, kept | answers)
    where = "check/" if request.GET.get("then") == "check" else step
    answer = redirect(f"/{programme.slug}/say/{where}")
    answer.set_signed_cookie(
        COOKIE, token, max_age=86400, httponly=True, samesite="Lax", path=f"/{programme.slug}/say/",
        secure=request.is_secure(),
    )  # fmt: skip
    return answer


def _forget(request: HttpRequest, programme: Programme, answer: HttpResponse) -> HttpResponse:
    drafts.drop(_token(request))
    answer.delete_cookie(COOKIE, path=f"/{programme.slug}/say/", samesite="Lax")
    return answer


def _listening(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only while the programme takes voices, and not for a machine that fills in forms by the hundred."""

    @wraps(view)
    def guarded(request: HttpRequest, programme: Programme, **kwargs: Any) -> HttpResponse:
        if not act_allowed(programme, Act.TAKE_VOICES):
            return redirect("listening:say", programme.slug)
        if request.method == "POST":
            key = throttle.mark(request, "say")
            if throttle.is_slowed(key, most=MOST_PAGES, seconds=WITHIN):
                return render(request, "look/errors/429.html", status=429)
            throttle.failed(key)
        return view(request, programme, **kwargs)

    return guarded


@public_view
def welcome(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What this is, how long it takes, what happens with the words."""
    kept = _kept(request, programme)
    context = {
        "is_open": act_allowed(programme, Act.TAKE_VOICES), "first": sending.guide(programme)[0].code,
        "begun": bool(kept.get("answers")), "lang": request.GET.get("lang", ""), "kept": kept,
    }  # fmt: skip
    return _page(request, programme, "say_welcome", "Have your say", back="", **context)


def _label(asked: sending.Asked, lang: str, programme: Programme) -> str:
    """The question, marked with its language where that is not the page's."""
    if lang == programme.language or lang not in asked.translations:
        return asked.text
    return format_html('<span lang="{}" dir="{}">{}</span>', lang, direction(lang), asked.asked_in(lang))


@public_view
@_listening
def question(request: HttpRequest, programme: Programme, code: str) -> HttpResponse:
    """One question of the guide: answer it, or skip it."""
    guide = sending.guide(programme)
    places = {one.code: n for n, one in enumerate(guide)}
    if code not in places:
        raise Http404("There is no such question.")
    at, kept = places[code], _kept(request, programme)
    lang, answers = _lang(request, programme, kept), dict(kept.get("answers", {}))
    onward = f"question/{guide[at + 1].code}/" if at + 1 < len(guide) else "allow/"
    back = f"say/question/{guide[at - 1].code}/" if at else "say/"
    initial = {"language": lang} | answers.get(code, {})
    form = Words(
        None if "skip" in request.POST else request.POST or None, asked=_label(guide[at], lang, programme),
        first=list(programme.languages), initial=initial,
    )  # fmt: skip
    if request.method == "POST" and "skip" in request.POST:
        answers.pop(code, None)
        return _keep(request, programme, kept, onward, answers=answers)
    if request.method == "POST" and form.is_valid():
        answers[code] = form.cleaned_data
        return _keep(request, programme, kept, onward, answers=answers)
    return _page(
        request, programme, "say_question", guide[at].asked_in(lang), back=back, here=code, kept=kept, form=form
    )


@public_view
@_listening
def allow(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Consent for each purpose; a no to keeping means that nothing is kept."""
    kept = _kept(request, programme)
    last = f"say/question/{sending.guide(programme)[-1].code}/"
    if not kept.get("answers"):
        answer = _page(request, programme, "say_nothing", "You said nothing this time", back=last)
        return _forget(request, programme, answer)
    form = Allow(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data[Purpose.HOLD.value] == "no":
            verbs.count_refusal(programme=programme, session=None, by=None)
            return _forget(request, programme, _page(request, programme, "say_refused", "We kept nothing", back=None))
        return _keep(request, programme, kept, "about-you/", **form.cleaned_data)
    return _page(
        request, programme, "say_allow", "What may we do with your words?", back=last, here="allow", kept=kept,
        form=form,
    )  # fmt: skip


@public_view
@_listening
def about(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Equality questions, all optional, kept apart from the words."""
    kept = _kept(request, programme)
    if "skip" in request.POST:
        return _keep(request, programme, kept, "check/", about={})
    form = AboutYou(request.POST or None, initial=kept.get("about", {}))
    if request.method == "POST" and form.is_valid():
        told = {name: said for name, said in form.cleaned_data.items() if said}
        return _keep(request, programme, kept, "check/", about=told)
    return _page(
        request, programme, "say_about", "About you", back="say/allow/", here="about-you", kept=kept, form=form
    )


@public_view
@_listening
def check(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Check your answers, send, and take a slip."""
    if request.method == "POST":
        return _send(request, programme)
    kept = _kept(request, programme)
    if not kept.get("answers") or kept.get(Purpose.HOLD.value) != "yes":
        return redirect(f"/{programme.slug}/say/allow/" if kept.get("answers") else f"/{programme.slug}/say/")
    rows = sending.answers_of(programme, kept, _lang(request, programme, kept))
    return _page(
        request, programme, "say_check", "Check before you send", back="say/about-you/", here="check", kept=kept,
        rows=rows,
    )  # fmt: skip


def _send(request: HttpRequest, programme: Programme) -> HttpResponse:
    key = throttle.mark(request, "say-sent")
    if throttle.is_slowed(key, most=MOST_SENT, seconds=WITHIN):
        return render(request, "look/errors/429.html", status=429)
    throttle.failed(key)
    sent = sending.send(programme, _token(request), wants_slip=request.POST.get("slip") != "no")
    if sent is None:
        return _forget(request, programme, _page(request, programme, "say_sent", "There is nothing to send", back=""))
    answer = _page(
        request, programme, "say_done", "Thank you", back=None, code=slips.show(sent.code),
        qr=qr_of() if sent.code else "",
        slip_address=f"{settings.PUBLIC_ADDRESS}/slip/",
    )  # fmt: skip
    return _forget(request, programme, answer)


@public_view
def get_help(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Where to get help, lines for a crisis first, with the date on which somebody last checked."""
    public_page(request, programme, title="Where to get help", here="help")
    return render(request, "listening/help.html", {"lines": help_lines(programme.pk)})
