# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole way in a real browser, in a house that was empty a moment ago: from a voice in a room to a published
sentence, and back to the person who said it, who takes it back.

The steps are one journey and run in order; after one that fails the others are not tried. Two residents go the same way:
one on a telephone of 320 px that runs no script, one at a desk with scripts.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from coproduce.process import clock
from tests.journeys import sayings as say
from tests.journeys.fresh_house import fresh_house
from tests.journeys.people import (
    Walk,
    accept,
    counted,
    fill,
    follow,
    open_slip,
    press,
    reports,
    says,
    sideways,
    slip_on,
    told,
)

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

RESIDENTS = pytest.mark.parametrize("who", ["Bilal", "Cora"])


@pytest.fixture(scope="module")
def walk(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The house, and everybody's browser. Bilal and Ana have telephones without scripts."""
    with fresh_house(tmp_path_factory.mktemp("whole-way"), say.NAME, say.Q1, say.Q2) as house:
        walking = Walk(house, browser)
        for who in ("Ana", "Bilal"):
            walking.page(who, phone=True)
        yield walking
        walking.close()


@pytest.fixture(autouse=True)
def in_order(request: pytest.FixtureRequest, walk: Walk) -> Iterator[None]:
    """A step needs those before it; a fault of the server or a request elsewhere is one of the step."""
    if walk.stopped:
        pytest.skip(f"the journey stopped at {walk.stopped}")
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed or walk.wrong:
        walk.stopped = request.node.name
        print(walk.where_everybody_is())
    assert not walk.wrong


def test_the_lead_signs_in_by_the_printed_link_and_opens_the_house(walk):
    page = walk.page("Lead")
    page.goto(walk.house.link)
    press(page, "Sign in")
    follow(page, say.NAME)
    assert "Residents do not see this yet" in says(page)
    assert walk.page("Cora").goto(f"{walk.house.public}/").status == 404
    follow(page, "Settings")
    page.get_by_label("Residents may see the public pages").check()
    press(page, "Save")
    assert walk.page("Cora").goto(f"{walk.house.public}/").status == 200
    for stage in ("Test and refine", "Co-develop the strategy"):
        press(page, f"Open this stage {stage}")


def test_the_lead_brings_in_a_facilitator_and_says_who_decides(walk):
    page = walk.team("Lead", "people/")
    page.get_by_label("E-mail address").fill("fay@example.org")
    page.get_by_label("Name", exact=True).fill("Fay")
    page.get_by_label("Role", exact=True).select_option(label="Facilitator")
    press(page, "Add to the team")
    link = page.get_by_text("/team/link/").inner_text()
    fay = walk.page("Fay")
    fay.goto(link)
    press(fay, "Sign in")
    assert say.NAME in says(fay)
    follow(page, "Who decides")
    fill(page, What_is_it_called="Residents’ panel", How_does_it_decide="By consent.")
    press(page, "Add it")
    assert "Residents’ panel" in says(page)


def test_a_facilitator_types_what_was_said_in_a_room(walk):
    page = walk.team("Fay", "sessions/")
    follow(page, "New session")
    fill(page, What_is_it_called="Tuesday coffee", Day=str(clock.today() - timedelta(days=3)), Place="Church hall")
    page.get_by_label("Kind").select_option(label="Coffee morning")
    press(page, "Add the session")
    fill(page, What_was_said=say.BENCH)
    page.get_by_label("To which question?").select_option("Q1")
    press(page, "Keep it")
    assert page.get_by_role("alert").is_visible(), "nothing is kept of somebody who was not asked"
    for yes in say.YES:
        page.get_by_label(yes).check()
    page.get_by_label("Give this person a slip now").check()
    press(page, "Keep it")
    walk.slips["Ana"] = slip_on(page)
    assert say.BENCH not in says(page), "a slip is printed without anybody's words"
    follow(page, "I have handed it over")
    fill(page, What_was_said=say.ALONE)
    page.get_by_label("The same as for this person’s last words").check()
    press(page, "Keep it")
    assert "Kept" in told(page)
    press(page, "Somebody did not want to be written down")
    assert "Nothing of what they said is kept" in told(page)


@RESIDENTS
def test_a_resident_has_a_say_and_gets_a_slip(walk, who):
    page = walk.public(who, "say/")
    follow(page, "Begin")
    page.get_by_label(say.Q1).fill(say.OF_RESIDENTS[who])
    press(page, "Save and go on")
    press(page, "Skip this question")
    for question in say.YES:
        page.get_by_role("group", name=question).get_by_label("Yes", exact=True).check()
    press(page, "Save and go on")
    press(page, "Skip all of these")
    assert say.OF_RESIDENTS[who] in says(page) and not sideways(page)
    press(page, "Send, and give me a slip")
    assert page.get_by_role("heading", name="Thank you").is_visible()
    walk.slips[who] = slip_on(page)
    # Two words of it in a row: one alone, such as "town", may stand in the programme's own address.
    assert not re.search(r"\W".join(walk.slips[who].split()[:2]), page.url)


def test_the_lead_brings_in_a_sheet_and_every_row_is_accounted_for(walk, tmp_path):
    rows = [f'P{n:02d},{say.Q1},"{text}",en,yes,yes' for n, text in enumerate(say.SHEET)]
    rows.append(f"P99,{say.Q1},,en,yes,yes")
    sheet = tmp_path / "answers.csv"
    sheet.write_text("\n".join(["person,question,answer,language,analyse,quote", *rows]), encoding="utf-8")
    page = walk.team("Lead", "import/")
    page.get_by_label("The sheet").set_input_files(sheet)
    press(page, "Look at it")
    assert "17 rows read: 16 would be taken" in says(page) and "1 given back" in says(page)
    press(page, "Take it in")
    assert "Taken in: 16 voices from 16 rows" in says(page)


def test_suggestions_become_themes_by_a_persons_decision(walk):
    page = walk.team("Lead", "themes/suggestions/")
    press(page, "Sort the voices")
    page.get_by_role("heading", name="Waiting for your decision").wait_for(timeout=60_000)
    while (links := page.get_by_role("link", name=re.compile("^Suggestion [0-9]+:"))).count():
        links.first.click()
        behind = page.get_by_role("region", name=re.compile("^Everything in it"))
        heard = behind.inner_text()
        if behind.get_by_role("checkbox").count() < 2:
            press(page, "Set aside")
        else:
            accept(page, say.SIT if say.BENCH in heard else say.WAIT if "clinic" in heard else say.COMPANY)
        page.goto(f"{walk.house.team}/themes/suggestions/")
    assert "You have decided about every suggestion" in says(page)


def test_a_passage_is_coded_and_two_themes_become_one(walk):
    page = walk.team("Lead", "themes/new/")
    fill(page, What_is_it_called="Days alone", What_is_it_about="Days without anybody.")
    press(page, "Make the theme")
    page.goto(f"{walk.house.team}/themes/read/")
    for _ in range(40):
        if page.get_by_text(say.ALONE, exact=True).count():
            break
        follow(page, "Next voice")
    page.get_by_label(say.POSTMAN, exact=True).check()
    page.get_by_role("button", name=re.compile("Days alone")).first.click()
    assert say.POSTMAN in page.get_by_role("row").filter(has_text="Days alone").inner_text()
    page.goto(f"{walk.house.team}/themes/")
    follow(page, "Days alone")
    follow(page, "Merge")
    company = page.get_by_label(re.compile(say.COMPANY))
    label = company.evaluate("box => box.labels[0].textContent.trim()")
    company.check()
    page.get_by_label("What do they become?").select_option(label=label)
    fill(page, Why="Both are about who is there.")
    press(page, "Merge")
    page.goto(f"{walk.house.team}/themes/")
    follow(page, say.COMPANY)
    assert say.POSTMAN in says(page), "what was merged went along"


def test_a_priority_is_shaped_with_what_supports_it_and_what_does_not(walk):
    page = walk.team("Lead", "priorities/new/")
    fill(page, A_short_name="Somewhere to sit", **{"What would it do?": "We will put benches where people meet."})
    press(page, "Make the priority")
    follow(page, "Somewhere to sit")
    assert "somebody nearly always sees it otherwise" in says(page)
    for theme, bearing in ((say.SIT, "supports this"), (say.COMPANY, "adds a condition"), (say.WAIT, "says otherwise")):
        page.get_by_text("Lay a theme beside it").click()
        choice = page.get_by_label("Theme", exact=True)
        choice.select_option(label=next(t for t in choice.get_by_role("option").all_inner_texts() if t.endswith(theme)))
        page.get_by_label(bearing).check()
        press(page, "Lay it beside")
        assert theme in says(page)


def test_statements_are_put_to_people(walk):
    page = walk.team("Lead", "statements/rounds/new/")
    today = clock.today()
    fill(page, It_opens_on=str(today - timedelta(days=2)), It_closes_on=str(today + timedelta(days=20)))
    press(page, "Plan the round")
    for text in say.STATEMENTS:
        follow(page, "New statement")
        page.get_by_label("The statement").fill(text)
        page.get_by_label("Which priority does it test?").select_option(label="P1 Somewhere to sit, version 1")
        press(page, "Put it to people")
    assert all(text in says(page) for text in say.STATEMENTS)


@RESIDENTS
def test_a_resident_votes_and_joins_the_answers_to_their_slip(walk, who):
    page = walk.public(who, "vote/")
    press(page, "I understand. Begin")
    for _ in say.STATEMENTS:
        # They come in an order of their own for each person.
        if say.STATEMENTS[0] in says(page):
            page.get_by_label("Agree", exact=True).check()
            page.get_by_label("Very much").check()
            fill(page, Want_to_say_why=f"Because {who} walks there.")
        else:
            page.get_by_label("Pass, not sure").check()
        assert not sideways(page)
        press(page, "Keep my answer and go on")
    assert "You answered 2 of 2 statements" in says(page)
    follow(page, "Join my answers to my slip")
    fill(page, The_words_on_your_slip=walk.slips[who])
    press(page, "Join my answers to my slip")
    assert "belong to your slip" in says(page)


def test_answers_on_paper_count_with_those_on_the_web(walk):
    page = walk.team("Fay", "statements/")
    follow(page, "Type in answers")
    for sheet in range(1, 11):
        page.get_by_label(f"Sheet {sheet}, ST01", exact=True).fill("a3" if sheet < 9 else "d")
        page.get_by_label(f"Sheet {sheet}, ST02", exact=True).fill("d1" if sheet < 6 else "p")
    press(page, "Keep these answers")
    results = walk.team("Lead", "statements/").get_by_role("row").filter(has_text=say.STATEMENTS[0]).inner_text()
    assert re.search(r"\b83 % agree \([0-9]+ to [0-9]+ %\)", results), results


def test_the_next_version_says_why_and_because_of_what(walk):
    page = walk.team("Lead", "priorities/on/P1/")
    follow(page, "Write the next version")
    fill(page, **{"What would it do?": "We will put benches where people meet, in the shade."})
    fill(page, **{"Why does it change?": "People asked for shade."})
    page.get_by_label(re.compile(say.STATEMENTS[1])).first.check()
    press(page, "Keep this version")
    assert "Version 2" in says(page) and "People asked for shade." in says(page)


def test_every_theme_gets_a_decision_with_a_reason(walk):
    page = walk.team("Lead", "decisions/")
    outcomes = iter(["Taken up", "Not taken up", "Partly taken up"])
    while (open_ones := page.get_by_role("link", name=re.compile("^Decide on"))).count():
        open_ones.first.click()
        page.get_by_role("radio", name=next(outcomes, "Partly taken up"), exact=True).check()
        fill(page, When=str(clock.today()), Why="It was weighed with everything that was said.")
        fill(page, What_do_we_tell_those_who_raised_it="You were heard, and this is what we decided.")
        press(page, "Record it")
    assert "Still without a decision" not in says(page)


def test_the_strategy_is_written_and_each_sentence_leans_on_something(walk):
    page = walk.team("Lead", "strategy/")
    follow(page, "Begin the strategy")
    press(page, "Begin")
    follow(page, "Add a section")
    fill(page, Heading="Somewhere to sit")
    page.get_by_label("Which priority does it work out?").select_option(label="P1 Somewhere to sit")
    press(page, "Add the section")
    follow(page, "Write a sentence")
    fill(page, The_sentence=f"{say.SENTENCE} {say.BENCH}")
    press(page, "Write it")
    assert "Cites nothing" in says(page)
    follow(page, "Reword")
    fill(page, How_it_should_read=say.SENTENCE, Why_does_it_change="Their words belong in a quote.")
    press(page, "Keep the new wording")
    follow(page, "Cite evidence")
    for group, code in (("Priorities", "P1"), ("Themes", "T[0-9]+ " + say.SIT)):
        page.get_by_role("group", name=group).get_by_label(re.compile(f"^{code}")).check()
    press(page, "Cite what is ticked")
    follow(page, "Quote somebody")
    page.get_by_role("listitem").filter(has_text=say.BENCH).get_by_role("button", name="Quote this").click()
    follow(page, "Back to the sentence")
    assert say.BENCH in says(page) and "Cites nothing" not in says(page)
    follow(page, "Make a commitment")
    fill(page, What_will_be_done="Put in a bench.", Who_owns_it="Parks", By_when="2027-06-30")
    fill(page, How_will_we_see_it="The bench stands.", Target="one bench")
    press(page, "Make it")
    walk.team("Lead", "strategy/")
    follow(page, "Write a sentence")
    fill(page, The_sentence="A town is where people meet.")
    press(page, "Write it")
    follow(page, "Who answers for it")
    page.get_by_label("Context").check()
    page.get_by_label("Who answers for it?").select_option(label="Programme lead")
    press(page, "Save")


def test_the_gate_opens_and_a_release_is_published(walk):
    page = walk.team("Lead", "strategy/gate/")
    assert "1 thing to mend" in says(page) and "Nobody has signed it off yet" in says(page)
    page = walk.team("Lead", "strategy/sign-off/sign/")
    page.get_by_label("For whom do you sign?").select_option(label="Residents’ panel")
    page.get_by_role("button", name="Sign", exact=True).click()
    assert "Nothing stands in the way" in says(walk.team("Lead", "strategy/gate/"))
    page = walk.team("Lead", "report/")
    press(page, "Publish a release")
    assert "Release 1" in says(page)


@RESIDENTS
def test_a_published_sentence_opens_its_thread_down_to_somebodys_words(walk, who):
    page = walk.public(who, "strategy/")
    assert not page.get_by_text(say.BENCH).first.is_visible()
    page.get_by_text(say.SENTENCE).first.click()
    page.get_by_text(say.BENCH).first.wait_for()
    opened = says(page)
    for leans_on in (say.SIT, "P1", "Put in a bench."):
        assert leans_on in opened, leans_on
    assert "stand behind" not in opened and not sideways(page)
    for path in ("", "priorities/", "heard/", "thread/", "report/", "data/"):
        assert walk.public(who, path).get_by_role("heading", level=1).count() == 1, path
        assert not sideways(page), path


def test_the_report_in_its_three_forms_carries_the_quote(walk, tmp_path):
    assert all(say.BENCH in text for text in reports(walk, tmp_path).values())


def test_a_slip_shows_ones_own_words_and_what_became_of_them(walk):
    page = open_slip(walk, "Ana")
    for summary in page.get_by_text("Show my words", exact=True).all():
        summary.click()
    seen = says(page)
    assert say.BENCH in seen and say.ALONE in seen and say.SENTENCE in seen and say.SIT in seen
    assert "You were heard, and this is what we decided." in seen and not sideways(page)
    assert not any(other in seen for other in (*say.SHEET, *say.OF_RESIDENTS.values()))
    page = open_slip(walk, "Bilal")
    assert say.STATEMENTS[0] in says(page), "the answers that were joined"


def test_that_is_not_what_i_meant_gets_a_dated_reply(walk):
    page = open_slip(walk, "Ana")
    page.get_by_text("That is not what I meant").first.click()
    page.get_by_label("What did you mean?").first.fill("I meant the new library.")
    press(page, "Send")
    assert "answer" in says(page)
    assert "objection" in says(walk.team("Lead", "strategy/gate/")).lower()
    page = walk.team("Lead", "objections/")
    assert "I meant the new library." in says(page)
    page.get_by_label("Your answer").fill("Thank you. We have written it beside your words.")
    press(page, "Send")
    assert "We have written it beside your words." in says(open_slip(walk, "Ana"))


def test_taking_words_back_reaches_every_public_page_and_file_and_says_what_changed(walk, tmp_path):
    assert (before := counted(walk))
    page = open_slip(walk, "Ana")
    mine = page.get_by_role("listitem").or_(page.locator("section")).filter(has_text=say.BENCH)
    mine.get_by_role("button", name=re.compile("^Take this back")).last.click()
    press(page, "Yes, take it back")
    changed = says(page)
    assert "It is taken back" in changed and "S-001" in changed and say.BENCH not in changed
    for path in ("", "strategy/", "thread/", "priorities/", "report/", "data/manifest.json"):
        assert say.BENCH not in walk.public("Cora", path).content(), path
    assert not any(say.BENCH in text for text in reports(walk, tmp_path).values())
    assert say.BENCH not in says(open_slip(walk, "Ana")) and say.POSTMAN in walk.page("Ana").content()
    assert counted(walk) == before, "nobody can tell from a public figure that somebody left"
    assert "A quote was taken back by the person who said it." in says(walk.team("Lead", "report/"))
    press(walk.page("Lead"), "Publish a release")
    assert "Release 2" in says(walk.page("Lead")) and counted(walk)


@RESIDENTS
def test_taking_everything_back_closes_the_slip(walk, who):
    page = open_slip(walk, who)
    press(page, "Take everything back")
    press(page, "Yes, take it back")
    assert "It is taken back" in says(page)
    page = walk.page(who)
    page.goto(f"{walk.house.address}/slip/")
    fill(page, The_words=walk.slips[who])
    press(page, "Open")
    assert "We know no slip with these words" in says(page)
