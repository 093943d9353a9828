# SPDX-License-Identifier: AGPL-3.0-or-later
"""Have your say: one thing a page, no script, half-filled answers in the vault, and a slip at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, render

from coproduce.listening import drafts, verbs
from coproduce.listening.forms import ASKED, EQUALITY, EQUALITY_VERSION, AboutYou, Allow, Words
from coproduce.listening.verbs import NewVoice
from coproduce.look.page import NavItem
from coproduce.people import throttle
from coproduce.process.consent import Purpose, purpose_question
from coproduce.process.stages import Act
from coproduce.programmes.access import public_view
from coproduce.programmes.pages import public_page
from coproduce.programmes.queries import act_allowed, help_lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.programmes.models import Programme

COOKIE = "coproduce-say"


def _token(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=86400) or "")


def _page(
    request: HttpRequest, programme: Programme, template: str, title: str, back: str = "", **context: Any
) -> HttpResponse:
    link = NavItem("Back", f"/{programme.slug}/say/{back}") if back is not None else None
    public_page(request, programme, title=title, here="say", back=link, lang=_lang(request, programme))
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"listening/{template}.html", {"programme_slug": programme.slug, **context}, status=status)


def _lang(request: HttpRequest, programme: Programme) -> str | None:
    asked = request.GET.get("lang", "")
    return asked if asked in programme.languages else None


def _keep(request: HttpRequest, programme: Programme, answers: dict[str, Any], step: str) -> HttpResponse:
    token = drafts.write(_token(request), programme.pk, drafts.read(_token(request), programme.pk) | answers)
    answer = redirect(f"listening:say-{step}", programme.slug)
    answer.set_signed_cookie(
        COOKIE, token, max_age=86400, httponly=True, samesite="Lax", path=f"/{programme.slug}/say/",
        secure=request.is_secure(),
    )  # fmt: skip
    return answer


@public_view
def welcome(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What this is, how long it takes, what happens with the words."""
    is_open = act_allowed(programme, Act.TAKE_VOICES)
    return _page(request, programme, "say_welcome", "Have your say", back="../", is_open=is_open)


@public_view
def words(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The question and the words."""
    lang = _lang(request, programme)
    asked = [(q.code, q.translations.get(lang or "", q.text)) for q in programme.questions.filter(retired=False)]
    kept = drafts.read(_token(request), programme.pk)
    form = Words(request.POST or None, questions=asked, initial=kept | ({"language": lang} if lang else {}))
    if request.method == "POST" and form.is_valid():
        return _keep(request, programme, form.cleaned_data, "allow")
    return _page(request, programme, "say_form", "What do you want to say?", form=form)


@public_view
def allow(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Consent for each purpose; a no to keeping means that nothing is kept."""
    kept = drafts.read(_token(request), programme.pk)
    if not kept.get("words"):
        return redirect("listening:say-words", programme.slug)
    form = Allow(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data[Purpose.HOLD.value] == "no":
            drafts.drop(_token(request))
            verbs.count_refusal(programme=programme, session=None, by=None)
            return _page(request, programme, "say_refused", "We have kept nothing", back="")
        return _keep(request, programme, form.cleaned_data, "about")
    return _page(request, programme, "say_form", "What may we do with it?", back="words/", form=form)


@public_view
def about(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Equality questions, all optional, kept apart from the words."""
    kept = drafts.read(_token(request), programme.pk)
    form = AboutYou(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        return _keep(request, programme, form.cleaned_data, "check")
    intro = (
        "This helps us to see whom we have not heard. All of it may be left blank. It is kept apart from your words."
    )
    return _page(request, programme, "say_form", "About you", back="allow/", form=form, intro=intro)


@public_view
def check(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Check your answers, send, and take a slip."""
    kept = drafts.read(_token(request), programme.pk)
    if not kept.get("words") or kept.get("hold") != "yes":
        return redirect("listening:say-words", programme.slug)
    key = throttle.mark(request, "say")
    if request.method == "POST":
        if throttle.is_slowed(key, most=20, seconds=600):
            return render(request, "look/errors/429.html", status=429)
        throttle.failed(key)
        code = _send(programme, kept, wants_slip=request.POST.get("slip") != "no")
        drafts.drop(_token(request))
        qr = segno.make(f"{settings.PUBLIC_ADDRESS}/slip/", error="m").svg_data_uri(scale=5) if code else ""
        return _page(request, programme, "say_done", "Thank you", back="../", code=code.replace("-", " "), qr=qr)
    question = programme.questions.filter(code=kept["question"]).first()
    answers = [("Question", question.text if question else "", "words/"), ("Your words", kept["words"], "words/")]
    answers += [(purpose_question(p), "Yes" if kept.get(p.value) == "yes" else "No", "allow/") for p in ASKED]
    answers += [(EQUALITY[name][0], kept.get(name) or "Left blank", "about-you/") for name in EQUALITY]
    return _page(request, programme, "say_check", "Check before you send", back="about-you/", answers=answers)


@transaction.atomic
def _send(programme: Programme, kept: dict[str, Any], *, wants_slip: bool) -> str:
    person = verbs.add_participant(programme=programme, by=None)
    new = NewVoice(
        text=kept["words"], agreed={p: kept.get(p.value) == "yes" for p in ASKED}, participant=person,
        question=programme.questions.filter(code=kept["question"]).first(), channel="online", language=kept["language"],
        wording_language="en",
    )  # fmt: skip
    verbs.take_voice(programme=programme, voice=new, by=None)
    told = {name: kept[name] for name in EQUALITY if kept.get(name)}
    if told:
        verbs.answer_equality(participant=person, answers=told, by=None, question_set=EQUALITY_VERSION)
    return verbs.issue_slip(participant=person, by=None) if wants_slip else ""


@public_view
def get_help(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Where to get help, lines for a crisis first, with the date on which somebody last checked."""
    public_page(request, programme, title="Where to get help", here="help")
    return render(request, "listening/help.html", {"lines": help_lines(programme.pk)})
