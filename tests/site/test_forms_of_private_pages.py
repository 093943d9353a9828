# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page that sends no referrer still takes its own forms, and nobody else's."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def sign_in(client, **headers):
    page = client.get("/team/sign-in/")
    token = page.context["csrf_token"] if page.context else ""
    return client.post("/team/sign-in/", {"csrfmiddlewaretoken": str(token)}, headers=headers).status_code


def test_a_form_without_a_referrer_is_taken():
    assert sign_in(Client(enforce_csrf_checks=True), origin="null") != 403


def test_a_form_from_elsewhere_is_not():
    assert sign_in(Client(enforce_csrf_checks=True), origin="https://elsewhere.example") == 403


def test_a_form_without_our_token_is_not():
    client = Client(enforce_csrf_checks=True)
    client.get("/team/sign-in/")
    assert client.post("/team/sign-in/", {}, headers={"origin": "null"}).status_code == 403
