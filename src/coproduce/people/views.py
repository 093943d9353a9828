# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign in with a password or a one-time link, and sign out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from coproduce.people import throttle, verbs
from coproduce.people.forms import SignIn

BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; ten failures in a quarter of an hour make one wait."""
    form, key = SignIn(request.POST or None), throttle.mark(request, "sign-in")
    if throttle.is_slowed(key, most=10, seconds=900):
        return render(request, "look/errors/429.html", status=429)
    if request.method == "POST" and form.is_valid():
        user = authenticate(
            request, username=form.cleaned_data["email"].lower(), password=form.cleaned_data["password"]
        )
        if user is not None:
            throttle.forget(key)
            login(request, user)
            verbs.record(action="signed in", by=user, about_kind="user", about_id=user.pk)
            return HttpResponseRedirect(_next(request))
        throttle.failed(key)
        form.add_error(None, "We do not know this address with this password. Check both and try again.")
    return render(request, "people/sign_in.html", {"form": form}, status=422 if form.errors else 200)


def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it uses a one-time link, since mail programs open links by themselves."""
    key = throttle.mark(request, "link")
    if throttle.is_slowed(key, most=20, seconds=900):
        return render(request, "look/errors/429.html", status=429)
    if request.method != "POST":
        return render(request, "people/link.html", {"token": token})
    user = verbs.use_sign_in_link(token=token)
    if user is None:
        throttle.failed(key)
        return render(request, "people/link_spent.html", status=410)
    login(request, user, backend=BACKEND)
    return redirect("programmes:team")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("people:sign-in")


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return "/team/"
