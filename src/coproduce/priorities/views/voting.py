# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vote: a welcome, one statement a page, thanks. It needs no account, no script and no puzzle.

A browser is known by a random token in a signed cookie that is sent to these pages only. Nothing is kept of somebody
who only looks.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coproduce.listening.slips import participant_for
from coproduce.look.page import NavItem
from coproduce.look.public import Plain, render_public
from coproduce.people import throttle
from coproduce.priorities import queries, verbs
from coproduce.priorities.forms.voting import SlipForm, SuggestForm, VoteForm
from coproduce.priorities.models import Round, Statement, Voter
from coproduce.priorities.queries.voters import answer_of, voter_of_token
from coproduce.priorities.views.vote_pages import Asking, Joining, Suggesting, TakingBack, Thanks, Welcome
from coproduce.process.stages import Act
from coproduce.programmes.access import public_view
from coproduce.programmes.pages import public_page
from coproduce.programmes.queries import act_allowed

COOKIE, SALT = "coproduce-vote", "coproduce.priorities.vote"
COOKIE_DAYS = 60
SECONDS_A_STATEMENT = 20
# A library or a school answers from one address, so these are far above what a room full of people does.
MOST_NEW, MOST_ANSWERS, MOST_SLIPS = 120, 600, 10
SAID = {
    "suggested": "Thank you. We look at your statement before we put it to others.",
    "joined": "Your answers now belong to your slip.",
}


def _url(name: str, programme: Any, *args: str) -> str:
    return reverse(f"priorities:{name}", args=[programme.slug, *args])


def _token(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", salt=SALT) or ""


def _voter(request: HttpRequest, programme: Any) -> Voter | None:
    return voter_of_token(programme.pk, _token(request))


def _remember(request: HttpRequest, response: HttpResponse, programme: Any, token: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=COOKIE_DAYS * 86_400, path=_url("vote", programme), httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return response


def _too_often(request: HttpRequest, what: str, most: int) -> HttpResponse | None:
    key = throttle.mark(request, what)
    if throttle.is_slowed(key, most=most, seconds=900):
        return render(request, "look/errors/429.html", status=429)
    throttle.failed(key)
    return None


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, programme: Any) -> HttpResponse:
    """What this is, how long it takes, what happens with the answers; and the button to begin."""
    asked = queries.current_round(programme.pk) if act_allowed(programme, Act.VOTE) else None
    if request.method == "POST" and asked is not None:
        return _begin(request, programme)
    voter = _voter(request, programme)
    way = queries.path_of(voter.pk) if voter else None
    count = len(queries.statements_of(programme.pk, round_number=asked.number, status="accepted")) if asked else 0
    state, when = ("open", asked.closes_on) if asked and count else _not_open(programme)
    page = Welcome(
        look=public_page(request, programme, title="What do you think?", here="vote"),
        programme_name=programme.name,
        state=state,
        date=when,
        statements=Plain(count),
        minutes=Plain(max(1, round(count * SECONDS_A_STATEMENT / 60))),
        began=way is not None,
        on_url=_on(programme, way.after()) if way else "",
        results_url=_url("public", programme),
        notice="Your browser did not keep our cookie, so we could not tell one answer from the next. Allow cookies for "
        "this page and begin again."
        if "cookie" in request.GET
        else "",
    )
    return render_public(request, "priorities/vote_welcome.html", page)


def _not_open(programme: Any) -> tuple[str, Any]:
    rounds = queries.rounds_of(programme.pk)
    coming = [one for one in rounds if one.state == "planned" and act_allowed(programme, Act.VOTE)]
    if coming:
        return "soon", coming[0].opens_on
    over = [one for one in rounds if one.state == "closed"]
    return ("over", over[-1].closes_on) if over else ("none", None)


def _begin(request: HttpRequest, programme: Any) -> HttpResponse:
    if slow := _too_often(request, "vote-begin", MOST_NEW):
        return slow
    voter, token = verbs.voter_for_token(programme=programme, token=_token(request))
    way = queries.path_of(voter.pk)
    response = HttpResponseRedirect(_on(programme, way.after() if way else ""))
    return _remember(request, response, programme, token)


def _on(programme: Any, code: str) -> str:
    return _url("vote-statement", programme, code) if code else _url("vote-thanks", programme)


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def vote_statement(request: HttpRequest, programme: Any, code: str) -> HttpResponse:
    """One statement: agree, disagree or pass; how much it matters; why."""
    voter = _voter(request, programme)
    if voter is None:
        return redirect(f"{_url('vote', programme)}?cookie" if request.method == "POST" else _url("vote", programme))
    way = queries.path_of(voter.pk)
    row = next((one for one in way.statements if one.code == code), None) if way else None
    if way is None or not act_allowed(programme, Act.VOTE):
        return redirect("priorities:vote", programme.slug)
    if row is None:
        raise Http404("This statement is not put to people now.")
    before = answer_of(voter.pk, row.id)
    start = {"vote": before.vote, "importance": before.importance} if before else None
    form = VoteForm(request.POST or None, initial=start)
    if request.method == "POST":
        if slow := _too_often(request, "vote", MOST_ANSWERS):
            return slow
        if form.is_valid():
            verbs.respond(
                statement=Statement.objects.get(pk=row.id), voter=voter, vote=form.cleaned_data["vote"],
                importance=form.weight(), comment=form.kept_comment(),
            )  # fmt: skip
            return redirect(_on(programme, way.after(code)))
    page = _asking(request, programme, way, row, form, before)
    return render_public(request, "priorities/vote_statement.html", page, status=422 if form.errors else 200)


def _asking(request: HttpRequest, programme: Any, way: Any, row: Any, form: VoteForm, before: Any) -> Asking:
    place, last = way.place(row.code), way.before(row.code)
    priority = queries.priority_of_version(row.version_id) if row.version_id else None
    back = NavItem("Back to the last one", _url("vote-statement", programme, last)) if last else None
    title = f"Do you agree? Statement {place} of {len(way.statements)}"
    return Asking(
        look=public_page(
            request, programme, title=title, here="vote", back=back or NavItem("Back", _url("vote", programme))
        ),
        form=form,
        code=row.code,
        text=row.text,
        by_resident=row.by_resident,
        place=Plain(place),
        total=Plain(len(way.statements)),
        wrote_before=bool(before and before.comment_entry_id),
        answered=before is not None,
        priority_name=priority.name if priority else "",
        headline=priority.headline if priority else "",
        derived_from=tuple(
            one.text for one in queries.statements_of(programme.pk) if one.code in row.derived_from and one.accepted
        ),
        skip_url=_on(programme, way.after(row.code)),
        stop_url=_url("vote-thanks", programme),
    )


@public_view
def vote_thanks(request: HttpRequest, programme: Any) -> HttpResponse:
    """Thanks: how far one has come, what happens next, and the way to a slip."""
    voter = _voter(request, programme)
    if voter is None:
        return redirect("priorities:vote", programme.slug)
    way, asked = queries.path_of(voter.pk), queries.current_round(programme.pk)
    left = way.after() if way else ""
    page = Thanks(
        look=public_page(request, programme, title="Thank you", here="vote"),
        answered=Plain(len(way.answered) if way else 0),
        total=Plain(len(way.statements) if way else 0),
        left_url=_on(programme, left) if left else "",
        closes_on=asked.closes_on if asked else None,
        joined=voter.participant_id is not None,
        said=SAID.get(request.GET.get("said", ""), ""),
        suggest_url=_url("vote-suggest", programme),
        slip_url=_url("vote-slip", programme),
        take_back_url=_url("vote-take-back", programme),
        results_url=_url("public", programme),
    )
    return render_public(request, "priorities/vote_thanks.html", page)


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, programme: Any) -> HttpResponse:
    """Take all one's answers back. A right does not end when voting closes."""
    voter = _voter(request, programme)
    if voter is None:
        return redirect("priorities:vote", programme.slug)
    back = NavItem("Back", _url("vote-thanks", programme))
    if request.method != "POST":
        look = public_page(request, programme, title="Take my answers back", here="vote", back=back)
        return render_public(request, "priorities/vote_take_back.html", TakingBack(look, False, False))
    verbs.take_votes_back(voter=voter)
    closed = queries.current_round(programme.pk) is None
    look = public_page(request, programme, title="Your answers are erased", here="vote")
    response = render_public(request, "priorities/vote_take_back.html", TakingBack(look, True, closed))
    response.delete_cookie(COOKIE, path=_url("vote", programme), samesite="Lax")
    return response


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, programme: Any) -> HttpResponse:
    """Suggest a statement: it waits in the vault until somebody of the team has looked."""
    voter, asked = _voter(request, programme), queries.current_round(programme.pk)
    if voter is None or asked is None:
        return redirect("priorities:vote", programme.slug)
    form = SuggestForm(request.POST or None)
    if request.method == "POST":
        if slow := _too_often(request, "vote-suggest", MOST_NEW):
            return slow
        if form.is_valid():
            verbs.propose_statement(
                programme=programme, round=Round.objects.get(pk=asked.id), text=form.cleaned_data["text"],
                agreed=form.cleaned_data["agreed"], voter=voter,
            )  # fmt: skip
            return redirect(f"{_url('vote-thanks', programme)}?said=suggested")
    back = NavItem("Back", _url("vote-thanks", programme))
    look = public_page(request, programme, title="Suggest a statement", here="vote", back=back)
    return render_public(request, "priorities/vote_suggest.html", Suggesting(look, form), 422 if form.errors else 200)


@public_view
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, programme: Any) -> HttpResponse:
    """Join one's answers to a slip, so that the slip shows what became of them."""
    voter = _voter(request, programme)
    if voter is None:
        return redirect("priorities:vote", programme.slug)
    form = SlipForm(request.POST or None)
    if request.method == "POST":
        if slow := _too_often(request, "vote-slip", MOST_SLIPS):
            return slow
        person = participant_for(form.cleaned_data["code"]) if form.is_valid() else None
        if person is not None and person.programme_id == programme.pk:
            throttle.forget(throttle.mark(request, "vote-slip"))
            verbs.join_slip(voter=voter, participant=person)
            return redirect(f"{_url('vote-thanks', programme)}?said=joined")
        if form.is_valid():
            form.add_error("code", "We do not know these words here. Check each one and try again.")
    back = NavItem("Back", _url("vote-thanks", programme))
    look = public_page(request, programme, title="Join your answers to your slip", here="vote", back=back)
    return render_public(request, "priorities/vote_slip.html", Joining(look, form), 422 if form.errors else 200)
