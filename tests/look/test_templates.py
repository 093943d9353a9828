# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame of a page and its components: what a reader, a screen reader and a strict browser get."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from coproduce.look import samples
from coproduce.look.context import page as context_page
from coproduce.look.page import HELP_CHECKED, Language, NavItem, Page, direction
from coproduce.look.views import components


def show(source: str, **context: Any) -> str:
    """Renders a few lines of template with the house's tags."""
    return Template("{% load look %}" + source).render(Context(context))


def style_page(**query: str) -> str:
    """The living style page."""
    return components(RequestFactory().get("/look/", query)).content.decode()


class Ask(forms.Form):
    """A question, a choice and a tick."""

    words = forms.CharField(
        label="What helps?", help_text="Big or small.", error_messages={"required": "Write something"}
    )
    may = forms.MultipleChoiceField(
        choices=[("count", "We may count it"), ("quote", "We may quote it")], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one"})  # fmt: skip
    loud = forms.BooleanField(label="It matters a lot", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


LAYOUTS = ["public", "participant", "team", "signin"]


@pytest.mark.parametrize("code", ["ar", "ur", "fa", "he", "ps", "pnb", "ckb", "ur-PK", "AR", "pa-Arab"])
def test_languages_that_run_right_to_left(code: str) -> None:
    assert direction(code) == "rtl"
    assert Page(lang=code).dir == "rtl"


@pytest.mark.parametrize("code", ["en", "pl", "so", "pa", "bn", "ro", "zh", ""])
def test_languages_that_run_left_to_right(code: str) -> None:
    assert direction(code) == "ltr"


def test_a_page_of_lists_becomes_tuples_so_that_it_stays_frozen() -> None:
    assert Page(nav=[NavItem("About", "/")]).nav == (NavItem("About", "/"),)  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("bad", ["", "1"])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_layout_passes_a_strict_content_policy(layout: str, bad: str, lang: str) -> None:
    html = style_page(layout=layout, bad=bad, lang=lang)
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert f'<html lang="{lang}" dir="{direction(lang)}">' in html
    assert html.count("<h1") == 1
    assert html.count('id="main"') == 1 and 'href="#main"' in html


def test_the_whole_style_page_with_pictures_passes_a_strict_content_policy() -> None:
    html = style_page()
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=", html)
    assert "http://" not in html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")


@pytest.mark.parametrize("layout", ["public", "participant", "signin"])
def test_help_is_on_every_page_for_people_with_the_day_it_was_checked(layout: str) -> None:
    html = style_page(layout=layout)
    assert "Samaritans" in html and "116 123" in html
    assert f'<time datetime="{HELP_CHECKED:%Y-%m-%d}">3 October 2025</time>' in html
    assert 'href="#help"' in html and 'id="help"' in html


def test_an_illustrative_programme_says_so_and_others_do_not() -> None:
    assert "people and quotes are invented" in style_page(layout="public")
    assert "invented" not in render_to_string("look/public.html", {"look": Page(title="A")})


def test_team_pages_always_say_not_yet_for_real_words_and_show_the_keys() -> None:
    html = style_page(layout="team")
    assert "Not yet for real people’s words." in html
    assert "<kbd>J</kbd>" in html
    assert "Nadia, analyst" in html


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_error_pages_are_plain_and_still_say_where_to_get_help(status: int) -> None:
    html = render_to_string(f"look/errors/{status}.html", {"look": Page(), "reason": "You are not on this team."})
    assert "Samaritans" in html and "<h1>" in html
    assert ("not on this team" in html) == (status == 403)


def test_an_error_page_renders_with_no_context_at_all() -> None:
    assert "broke on our side" in render_to_string("look/errors/500.html")


def test_the_current_page_and_language_are_marked() -> None:
    languages = (Language("en", "English", "/en", True), Language("ur", "اردو", "/ur"))
    html = render_to_string("look/public.html", {"look": replace(samples.PUBLIC, languages=languages)})
    assert '<a href="#" aria-current="page">The thread</a>' in html
    assert '<b lang="en">English</b>' in html and 'lang="ur" hreflang="ur"' in html


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    html = show("{% field form.words %}", form=Ask({}))
    assert '<label class="" for="id_words">What helps?' in html
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_words_error"' in html and "Write something" in html
    assert "aria-describedby" in show("{% field form.words %}", form=Ask()) and "don’t have to" not in html


def test_choices_stand_in_a_fieldset_with_their_own_hints() -> None:
    form = Ask({})
    form.fields["may"].option_hints = {"quote": "Your exact words may be printed."}  # type: ignore[attr-defined]
    html = show("{% field form.may %}", form=form)
    assert "<fieldset" in html and "<legend" in html
    assert 'aria-describedby="id_may_1_hint"' in html and 'id="id_may_1_hint"' in html
    assert html.count('type="checkbox"') == 2


def test_a_label_can_be_the_heading_and_an_optional_field_says_so() -> None:
    assert '<h1><label for="id_words">' in show("{% field form.words heading=True %}", form=Ask())
    assert 'for="id_loud"' in show("{% field form.loud %}", form=Ask())
    assert show("{% field form.token %}", form=Ask()).strip().startswith('<input type="hidden"')
    bound = samples.form()
    assert "don’t have to" in show("{% field form.words %}", form=bound)
    assert "don’t have to" not in show("{% field form.words optional=False %}", form=bound)


def test_the_error_summary_leads_to_each_field_in_the_order_of_the_page() -> None:
    form = Ask({})
    form.add_error(None, "We could not save this.")
    html = show("{% error_summary form %}", form=form)
    assert 'role="alert"' in html
    assert html.index("could not save") < html.index("#id_words") < html.index("#id_may_0")


@pytest.mark.parametrize("form", [None, "", Ask()], ids=["none", "missing", "unbound"])
def test_no_summary_where_nothing_is_wrong(form: Any) -> None:
    assert show("{% error_summary form %}", form=form).strip() == ""


def test_words_of_people_are_escaped_and_carry_their_language() -> None:
    html = show("{% quote words lang='ur' translation=english caption=caption theme=theme %}",
                words="<b>بجلی</b>", english="<i>hi</i>", caption="A & B", theme=samples.themes()[5])  # fmt: skip
    assert 'lang="ur" dir="rtl"' in html and 'lang="en" dir="ltr"' in html
    assert "&lt;b&gt;" in html and "&lt;i&gt;" in html and "A &amp; B" in html
    assert 'class="quote t6"' in html


def test_a_theme_is_shown_with_colour_stitch_and_name() -> None:
    assert show("{% theme_chip theme %}", theme={"name": "Money & home", "colour": 6}).strip() == (
        '<span class="chip t6">Money &amp; home</span>')  # fmt: skip
    assert 'class="chip t1" href="/x"' in show("{% theme_chip theme '/x' %}", theme={"name": "A", "colour": 15})


def test_dates_are_written_as_people_write_them() -> None:
    assert show("{{ d|day }}", d=date(2025, 6, 9)) == '<time datetime="2025-06-09">9 June 2025</time>'
    assert "10 June 2025" in show("{{ d|day }}", d=datetime(2025, 6, 9, 23, 30, tzinfo=UTC))
    assert show("{{ d|day }}", d=None) == ""


def test_a_knot_has_a_reason_and_a_date() -> None:
    html = show("{% knot 'Not taken up' reason=r when=d by='The panel' %}", r="<x>", d=date(2025, 9, 12))
    assert "&lt;x&gt;" in html and "12 September 2025" in html and "The panel" in html


def test_long_lists_come_in_pages_and_short_ones_do_not() -> None:
    paged = Paginator(list(range(100)), 10).page(2)
    html = show("{% pagination paged %}", paged=paged)
    assert 'aria-current="page">2' in html and 'href="?page=3"' in html and 'rel="prev"' in html
    assert show("{% pagination paged %}", paged=Paginator([1], 10).page(1)).strip() == ""


def test_long_work_needs_no_script() -> None:
    assert show("{% refresh 5 %}") == '<meta http-equiv="refresh" content="5">'
    assert '<progress value="205" max="496"' in show("{% progress 'Reading' 205 496 %}")


def test_check_your_answers_names_the_question_in_each_change_link() -> None:
    html = show("{% summary_list answers %}", answers=samples.ANSWERS)
    assert 'class="hidden"> What gets in the way of feeling well?</span>' in html
    assert '<dd class="voice">' in html


def test_the_frame_comes_from_the_request_where_the_view_gives_none() -> None:
    request = RequestFactory().get("/team/")
    request.user = AnonymousUser()
    assert context_page(request)["look"].signed_in_as == ""
    request.look = Page(title="Desk", lang="ur")  # type: ignore[attr-defined]
    assert context_page(request)["look"].dir == "rtl"
