# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public reads before anything is published, while a release stands, and after people took things back.

Decision 0016: a draft has passed no gate, so nobody outside the team reads it; what was published stands, figures and
words, until the next release; the progress of promises and what may still be quoted are live.
"""

from datetime import timedelta

import pytest

from coproduce.listening import verbs as listening
from coproduce.priorities import verbs as priorities
from coproduce.process import clock
from coproduce.process.decisions import Outcome
from coproduce.process.roles import Role
from coproduce.programmes.models import Body
from coproduce.report.verbs import publish
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from coproduce.thread.pictures import big_picture
from coproduce.thread.queries import shelf_of, standing, text_of, wordings_of
from tests import house
from tests.thread.conftest import CALM, SAID, crowd, opened, sewn

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NEWS = "Swimming in the canal at dawn"


def seen(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def release(town) -> None:
    publish(programme=town.programme, by=town.lead, gaps_accepted="The board has seen the gaps.")


def pages(town) -> list[str]:
    """Every public page that speaks of stages."""
    return [town.at + part for part in (
        "", "strategy/", "strategy/S-001/", "thread/", "thread/T1/", "priorities/", "heard/", "report/",
    )]  # fmt: skip


def test_before_the_first_release_nobody_outside_reads_the_draft(client, town):
    page = seen(client, f"{town.at}strategy/")
    assert "Not written yet" in page and CALM not in page
    assert client.get(f"{town.at}strategy/S-001/").status_code == 404
    for address in (town.at, f"{town.at}thread/", f"{town.at}thread/T1/", f"{town.at}report/"):
        assert CALM not in seen(client, address), address


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("nobody", False),
        ("somebody of another programme", False),
        ("a partner", True),
        ("the lead", True),
    ],
)
def test_the_draft_is_the_teams_alone(client, town, who, reads):
    people = {
        "nobody": None,
        "somebody of another programme": house.team(house.programme("Elsewhere"), *Role),
        "a partner": house.team(town.programme, Role.PARTNER),
        "the lead": town.lead,
    }
    if people[who] is not None:
        client.force_login(people[who])
    page = seen(client, f"{town.at}strategy/")
    assert (CALM in page) is reads and ("a draft that only the team sees" in page) is reads
    assert client.get(f"{town.at}strategy/S-001/").status_code == (200 if reads else 404)


def test_on_their_slip_people_read_the_draft_that_draws_on_their_words_and_may_object(client, town):
    page = opened(client, town.code)
    assert CALM in page and "Being written" in page
    assert "strategy/S-001/" not in page, "there is no public page to go to yet"
    asked = client.post("/slip/not-meant/", {"sentence": "S-001"}).content.decode()
    assert CALM in asked
    release(town)
    page = opened(client, town.code)
    assert f'href="{town.at}strategy/S-001/"' in page and "Being written" not in page


def test_the_slip_asks_about_the_sentence_as_published_and_not_as_it_is_being_reworded(client, town):
    release(town)
    strategy.reword(sentence=town.sentence, text=NEWS, why="Trying.", by=town.lead)
    opened(client, town.code)
    asked = client.post("/slip/not-meant/", {"sentence": "S-001"}).content.decode()
    assert CALM in asked and NEWS not in asked


def _new_theme(town):
    theme = themes.make_theme(programme=town.programme, name=NEWS, by=town.lead)
    said = house.voice(town.programme, "Cold and clear.", who=house.participant(town.programme))
    sewn(town.programme, town.lead, theme, said, "Cold and clear.")


def _renamed_theme(town):
    themes.rename(programme=town.programme, code=town.theme.code, name=NEWS, by=town.lead)


def _merged_theme(town):
    other = themes.make_theme(programme=town.programme, name="Water", by=town.lead)
    themes.merge(programme=town.programme, from_=[town.theme.code, other.code], into=other.code, name=NEWS, why="One.",
                 by=town.lead)  # fmt: skip


def _new_priority(town):
    priorities.shape_priority(programme=town.programme, name=NEWS, headline=NEWS, by=town.lead)


def _new_version(town):
    row = town.programme.priorities.get(code="P1")
    priorities.write_version(priority=row, headline=NEWS, explanation=NEWS, why_changed=NEWS, by=town.lead)


def _new_sentence(town):
    strategy.write_sentence(section=town.sentence.section, text=NEWS, by=town.lead)


def _reworded(town):
    strategy.reword(sentence=town.sentence, text=NEWS, why=NEWS, by=town.lead)


def _reworded_and_back(town):
    _reworded(town)
    strategy.reword(sentence=town.sentence, text=CALM, why="No.", by=town.lead)


def _new_section(town):
    strategy.add_section(strategy=town.sentence.section.strategy, title=NEWS, by=town.lead)


def _removed_sentence(town):
    strategy.remove_sentence(sentence=town.sentence, by=town.lead)


def _new_promise(town):
    strategy.make_commitment(
        strategy=town.sentence.section.strategy, sentence=town.sentence, action=NEWS, owner="Parks", measure="Swims",
        target="1", due_on=clock.today() + timedelta(days=9), by=town.lead,
    )  # fmt: skip


def _new_decision(town):
    other = themes.make_theme(programme=town.programme, name="Water", by=town.lead)
    priorities.decide(programme=town.programme, theme=other, outcome=Outcome.NOT_TAKEN_UP, why=NEWS,
                      body=Body.objects.get(), decided_on=clock.today(), by=town.lead)  # fmt: skip


def _quote_beside_a_draft(town):
    said = house.voice(town.programme, NEWS, who=house.participant(town.programme))
    passage = sewn(town.programme, town.lead, town.theme, said, NEWS)
    strategy.quote(sentence=town.sentence, passage=passage, by=town.lead)


WORK = [
    _new_theme, _renamed_theme, _merged_theme, _new_priority, _new_version, _new_sentence, _reworded,
    _reworded_and_back, _new_section, _removed_sentence, _new_promise, _new_decision, _quote_beside_a_draft,
]  # fmt: skip


@pytest.mark.parametrize("work", WORK, ids=[one.__name__.strip("_").replace("_", " ") for one in WORK])
def test_what_the_team_works_on_after_a_release_changes_no_public_page(client, town, work):
    crowd(town, 12)
    release(town)
    before = {address: _settled(seen(client, address)) for address in pages(town)}
    work(town)
    for address in pages(town):
        page = _settled(seen(client, address))
        assert NEWS not in page, address
        assert page == before[address], address


def _settled(page: str) -> str:
    """A page without what differs from one request to the next."""
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_a_next_release_brings_all_of_it(client, town):
    release(town)
    _new_theme(town), _new_priority(town), _new_sentence(town), _new_promise(town)
    release(town)
    page = seen(client, f"{town.at}strategy/")
    assert page.count(NEWS) >= 2, "the sentence and the promise"
    assert NEWS in seen(client, f"{town.at}thread/") and NEWS in seen(client, f"{town.at}priorities/")


def test_withdrawals_move_no_published_figure_on_any_page(client, town):
    people = crowd(town, 14)
    release(town)
    before = {address: _settled(seen(client, address)) for address in pages(town)}
    for person in people[:5]:
        listening.withdraw_everything(participant=person, by=None)
    for address in pages(town):
        assert _settled(seen(client, address)) == before[address], address


def test_a_taken_back_quote_is_gone_everywhere_at_once_and_nothing_else_moves(client, town):
    crowd(town, 12)
    release(town)
    assert SAID.split(" keeps")[0] in seen(client, f"{town.at}strategy/")
    listening.withdraw_voice(voice=town.voice, by=None)
    for address in pages(town):
        page = seen(client, address)
        assert "heron" not in page.replace("Your heron was heard.", ""), address
    text = text_of(town.programme, shelf_of(town.programme))
    assert text.lines[0].people.text == "13" and text.lines[0].themes, "its thread still hangs on the theme"


def test_a_removed_sentence_stays_as_it_was_published_with_its_count_and_its_history(town):
    crowd(town, 12)
    strategy.reword(sentence=town.sentence, text="Quiet places calm people.", why="Simpler.", by=town.lead)
    release(town)
    strategy.remove_sentence(sentence=town.sentence, by=town.lead)
    line = text_of(town.programme, shelf_of(town.programme)).lines[0]
    assert line.code == "S-001" and line.people.text == "13"
    assert [row.text for row in wordings_of(line)] == [CALM, "Quiet places calm people."]


def test_a_release_of_what_was_heard_does_not_publish_the_draft_that_somebody_begins_later(client):
    made = house.programme("A New Town")
    lead = house.team(made, *Role)
    house.voice(made, "The bus never comes.", who=house.participant(made))
    publish(programme=made, by=lead, gaps_accepted="What we heard so far.")
    text = strategy.begin_strategy(programme=made, title="A first draft", by=lead)
    section = strategy.add_section(strategy=text, title="What we heard", by=lead)
    strategy.write_sentence(section=section, text=NEWS, by=lead)
    for address in ("", "strategy/", "thread/"):
        page = seen(client, f"/{made.slug}/{address}")
        assert NEWS not in page and "A first draft" not in page, address
    assert text_of(made, shelf_of(made), draft=True) is None, "a release stands, so the team reads what stands"


class TestPromises:
    """A promise that was made in public is held to the words and the date of that day."""

    @pytest.fixture
    def promised(self, town):
        due = clock.today() - timedelta(days=3)
        row = strategy.make_commitment(
            strategy=town.sentence.section.strategy, sentence=town.sentence, action="Put in a bench.", owner="Parks",
            measure="Benches", target="1", due_on=due, by=town.lead,
        )  # fmt: skip
        release(town)
        return row

    def standing(self, town):
        return shelf_of(town.programme).promises["CM01"]

    def test_a_date_moved_on_does_not_make_it_punctual(self, town, promised):
        strategy.change_commitment(
            commitment=promised, due_on=clock.today() + timedelta(days=90), action="Think about benches.", by=town.lead
        )
        one = self.standing(town)
        assert (one.status, one.action) == ("late", "Put in a bench.") and one.due == clock.today() - timedelta(days=3)

    @pytest.mark.parametrize(
        ("reported", "stands", "tone"),
        [
            ("late", "late", "bad"),
            ("met", "met", "good"),
            ("dropped", "dropped", "bad"),  # given up in public: not late, and not hidden
        ],
    )
    def test_progress_is_live(self, client, town, promised, reported, stands, tone):
        strategy.report_progress(commitment=promised, status=reported, words="The bench is there.", by=town.lead)
        one = self.standing(town)
        assert (one.status, one.tone, one.news) == (stands, tone, "The bench is there.")
        assert "The bench is there." in seen(client, f"{town.at}strategy/")


def test_the_picture_is_drawn_from_what_was_published(town):
    crowd(town, 12)
    release(town)
    before = big_picture(town.programme)
    _new_theme(town), _new_priority(town), _new_decision(town)
    after = big_picture(town.programme)
    assert (after.svg, after.table) == (before.svg, before.table) and before.svg


def test_a_promise_said_to_be_on_track_is_late_once_its_day_has_passed(town):
    due = clock.today() + timedelta(days=2)
    row = strategy.make_commitment(
        strategy=town.sentence.section.strategy, sentence=town.sentence, action="Put in a bench.", owner="Parks",
        measure="Benches", target="1", due_on=due, by=town.lead,
    )  # fmt: skip
    strategy.report_progress(commitment=row, status="on track", words="We ordered it.", by=town.lead)
    release(town)
    assert shelf_of(town.programme).promises["CM01"].status == "on track"
    with clock.at(clock.now() + timedelta(days=3)):
        assert shelf_of(town.programme).promises["CM01"].status == "late"


def test_the_last_decision_on_a_theme_stands_and_earlier_ones_are_history(client, town):
    """An outcome changes only by a new decision: a theme that was taken up after all is not listed as left out."""
    other = themes.make_theme(programme=town.programme, name="Water", by=town.lead)
    said = {"programme": town.programme, "theme": other, "body": Body.objects.get(), "by": town.lead}
    priorities.decide(
        outcome=Outcome.NOT_TAKEN_UP, why="No money.", decided_on=clock.today() - timedelta(days=9), **said
    )
    shelf = shelf_of(town.programme)
    assert [d.why for d in standing(shelf.decisions.values(), "not_taken_up")] == ["No money."]
    priorities.decide(outcome=Outcome.TAKEN_UP, why="Money was found.", decided_on=clock.today(), **said)
    priorities.decide(outcome=Outcome.NOT_TAKEN_UP, why="A point apart.", decided_on=clock.today(), point="Boats",
                      **{**said, "theme": None})  # fmt: skip
    shelf = shelf_of(town.programme)
    assert [d.why for d in standing(shelf.decisions.values(), "not_taken_up")] == ["A point apart."]
    assert "Money was found." in seen(client, f"{town.at}thread/{other.code}/")
