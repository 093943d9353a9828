# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writing table in the hands of the team: every step from an empty page to a signature, and who may not."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Amendment, Citation, Commitment, Quotation, Sentence, Strategy
from tests import house
from tests.strategy.table import BENCH, DIGGING, Table, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def signed_in(user: object) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def at(table: Table, name: str, **kwargs: object) -> str:
    """An address of the writing table."""
    return reverse(f"strategy:{name}", kwargs={"programme": table.programme.slug, **kwargs})


def test_a_co_writer_goes_from_an_empty_page_to_a_cited_and_quoted_sentence() -> None:
    """All with forms that work without script."""
    table = set_table()
    table.strategy.delete()
    table.said(BENCH, table.places)
    table.said("Please do not quote me on the hill.", table.places, agreed=[p for p in Purpose if p != Purpose.QUOTE])
    client = signed_in(house.team(table.programme, Role.CO_WRITER))

    assert b"Begin the strategy" in client.get(at(table, "write")).content
    client.post(at(table, "begin"), {"title": "A Kind Town", "years": "2026 to 2029"})
    client.post(at(table, "new-section"), {"title": "Places to breathe", "priority": table.priority.pk})
    section = Strategy.objects.get().sections.get()
    url = at(table, "new-sentence", section=section.code)
    assert client.post(url, {"text": "", "after": "first"}).status_code == 422
    answer = client.post(url, {"text": "We will put benches half way up.", "after": "first"})
    sentence = Sentence.objects.get()
    assert answer.url == at(table, "sentence", sentence=sentence.pk)
    page = client.get(answer.url).content.decode()
    assert "Cites nothing" in page

    cite = at(table, "cite", sentence=sentence.pk)
    assert client.post(cite, {"relation": "supports"}).status_code == 422
    theme, priority = f"theme:{table.places.pk}", f"priority:{table.priority.versions.get().pk}"
    client.post(cite, {"relation": "supports", "group0": [priority], "group1": [theme]})
    assert set(Citation.objects.values_list("kind", flat=True)) == {"theme", "priority"}

    quote = at(table, "quote", sentence=sentence.pk) + "?theme=T1"
    page = client.get(quote).content.decode()
    assert "1 passage of this theme may not be quoted" in page
    assert "do not quote me" not in page
    passage = queries.quotations(table.programme.pk) or page.split('name="passage" value="')[1].split('"')[0]
    client.post(quote, {"passage": passage, "relation": "supports"})
    assert Quotation.objects.count() == 1
    page = client.get(answer.url).content.decode()
    assert BENCH in page
    assert "Draws on the words of fewer than ten people" in page


def test_rewording_moving_naming_and_removing_through_the_pages() -> None:
    """Each asks for what it needs and says what was refused."""
    table = set_table()
    one, two = table.sentence("One."), table.sentence("Two.")
    client = signed_in(table.lead)
    reword = at(table, "reword", sentence=one.pk)
    assert "words that it has now" in client.post(reword, {"text": "One.", "why": "Hm."}).content.decode()
    client.post(reword, {"text": "One and only.", "why": "Clearer."})
    client.post(at(table, "move", sentence=one.pk), {"to": str(two.pk)})
    assert list(table.section.sentences.values_list("code", flat=True)) == ["S-002", "S-001"]
    client.post(at(table, "move", sentence=one.pk), {"to": f"section:{table.section.code}"})
    assert table.section.sentences.first().code == "S-001"
    client.post(at(table, "author", sentence=one.pk), {"author_kind": "judgement", "author": table.lead.pk})
    page = client.get(at(table, "sentence", sentence=one.pk)).content.decode()
    assert "Professional judgement" in page
    assert "<ins>One </ins>" in page or "<ins>" in page
    client.post(at(table, "remove", sentence=two.pk))
    assert client.get(at(table, "sentence", sentence=two.pk)).status_code == 404


def test_what_was_added_is_taken_off_again() -> None:
    """Citations, quotations, decisions: each by its own button."""
    table = set_table()
    table.decide_everything()
    _, passage = table.said(BENCH, table.places)
    sentence = table.sentence()
    citation = verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    quotation = verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    client = signed_in(table.lead)
    decision = table.programme.decisions.first()
    client.post(at(table, "link-decisions", sentence=sentence.pk), {"decisions": [decision.pk]})
    assert queries.sentence_row(sentence.pk).decisions == (decision.code,)
    client.post(at(table, "link-decisions", sentence=sentence.pk), {})
    client.post(at(table, "uncite", sentence=sentence.pk, citation=citation.pk))
    client.post(at(table, "unquote", sentence=sentence.pk, quotation=quotation.pk))
    row = queries.sentence_row(sentence.pk)
    assert (row.decisions, row.citations, row.quote_ids) == ((), (), ())
    assert client.post(at(table, "quote", sentence=sentence.pk), {"passage": "nonsense"}).status_code == 302
    assert client.post(at(table, "uncite", sentence=sentence.pk, citation=citation.pk)).status_code == 404


def test_a_draft_is_pasted_and_the_gate_lists_what_it_lacks() -> None:
    """Every sentence of it."""
    table = set_table()
    table.strategy.delete()
    client = signed_in(table.lead)
    empty = {"title": "Draft", "years": "", "draft": "# Only a heading"}
    assert "no sentence in this draft" in client.post(at(table, "bring-in"), empty).content.decode()
    client.post(at(table, "bring-in"), {**empty, "draft": "# Vision\nWe want a kind town.\nNobody is left out."})
    problems = queries.gate(table.programme.pk).of_kind("sentence")
    assert [problem.ref for problem in problems] == ["S-001", "S-002"]


def test_a_partner_asks_for_a_change_and_a_writer_answers() -> None:
    """The partner may ask and sign, not write."""
    table = set_table()
    sentence = table.sentence("We heard a wide range of people.")
    partner = signed_in(house.team(table.programme, Role.PARTNER))
    partner.post(at(table, "amend", sentence=sentence.pk), {"after": "Say who was missing.", "why": "It is true."})
    amendment = Amendment.objects.get()
    answer = at(table, "answer-amendment", amendment=amendment.pk)
    assert partner.post(answer, {"answer": "accept"}).status_code == 403
    signed_in(table.lead).post(answer, {"answer": "accept"})
    assert queries.sentence_row(sentence.pk).text == "Say who was missing."
    partner.post(at(table, "sign"), {"body": "", "on": "2026-01-30", "note": "Well done."})
    assert "Well done." in partner.get(at(table, "sign-off")).content.decode()


def test_a_commitment_and_its_progress() -> None:
    """From the sentence that makes it to a report that is refused for being too kind."""
    table = set_table()
    sentence = table.sentence()
    client = signed_in(table.lead)
    asked = {"action": "Put in 60 benches.", "due_on": "2026-01-31", "sentence": str(sentence.pk)}
    client.post(at(table, "new-commitment"), asked)
    row = Commitment.objects.get()
    page = client.get(at(table, "commitment", code=row.code)).content.decode()
    assert "It lacks an owner, a measure, a target" in page
    assert "This is late" in page
    client.post(
        at(table, "change-commitment", code=row.code),
        {**asked, "owner": "Parks team", "measure": "Benches", "target": "60"},
    )
    assert Commitment.objects.get().owner == "Parks team"
    report = {"on": "2026-02-01", "status": "on track", "value": "5", "words": "Fine."}
    assert client.post(at(table, "progress", code=row.code), report).status_code == 422
    client.post(at(table, "progress", code=row.code), {**report, "status": "late", "words": "Stone is late."})
    assert "Stone is late." in client.get(at(table, "commitment", code=row.code)).content.decode()


def test_figures_are_computed_through_the_page() -> None:
    """With settings as JSON; what is not JSON is said to be so."""
    table = set_table()
    client = signed_in(table.lead)
    asked = {"code": "F01", "what": "People who took part", "measure": "people_heard", "settings": "{"}
    assert "not JSON" in client.post(at(table, "new-finding"), asked).content.decode()
    client.post(at(table, "new-finding"), {**asked, "settings": ""})
    client.post(at(table, "recompute"))
    assert "People who took part" in client.get(at(table, "findings")).content.decode()


def test_the_gate_links_to_where_each_thing_is_mended() -> None:
    """Every link leads to a page."""
    table = set_table()
    table.said(DIGGING, table.places)
    table.sentence()
    verbs.make_commitment(strategy=table.strategy, action="Benches.", due_on=date(2027, 1, 1), by=table.lead)
    client = signed_in(table.lead)
    page = client.get(at(table, "gate")).content.decode()
    assert "Themes without a decision" in page
    for problem in queries.gate(table.programme.pk).problems:
        assert client.get(problem.url).status_code == 200, problem


PAGES = ["write", "gate", "commitments", "findings", "amendments", "sign-off"]
WRITING = ["begin", "bring-in", "new-section", "new-commitment", "new-finding", "new-evening"]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_of_the_team_reads_and_only_writers_write(role: Role) -> None:
    """Role by role, as the table of roles says."""
    table = set_table()
    sentence = table.sentence()
    client = signed_in(house.team(table.programme, role))
    writes = role in {Role.LEAD, Role.CO_WRITER}
    for name in PAGES:
        assert client.get(at(table, name)).status_code == 200, name
    assert client.get(at(table, "sentence", sentence=sentence.pk)).status_code == 200
    for name in WRITING:
        assert client.get(at(table, name)).status_code == (200 if writes else 403), name
    for name in ["reword", "move", "author", "cite", "quote", "link-decisions"]:
        assert client.get(at(table, name, sentence=sentence.pk)).status_code == (200 if writes else 403), name
    for name in ["remove", "looked-at"]:
        if not writes:
            assert client.post(at(table, name, sentence=sentence.pk)).status_code == 403, name


def test_strangers_and_other_programmes_see_nothing() -> None:
    """Neither a page nor a sentence of another programme through one's own address."""
    table, elsewhere = set_table(), set_table()
    sentence = elsewhere.sentence()
    assert Client().get(at(table, "write")).status_code == 302
    client = signed_in(table.lead)
    assert client.get(at(elsewhere, "write")).status_code == 404
    assert client.get(at(table, "sentence", sentence=sentence.pk)).status_code == 404
    assert client.post(at(table, "remove", sentence=sentence.pk)).status_code == 404
