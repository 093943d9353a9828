# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce themes SLUG`: suggest themes for a programme, and accept those that a person names.

A suggestion never becomes a theme by itself: somebody gives it a name, here or on the bench.
"""

import argparse

from coproduce.cli.house import open_house, programme_named, progress, say
from coproduce.cli.stopping import Sorry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which programme, and what is accepted."""
    parser.add_argument("slug", help="the programme's short name")
    parser.add_argument("--themes", type=int, default=None, help="how many groups to look for (default: found out)")
    parser.add_argument(
        "--accept", action="append", default=[], metavar="NUMBER=NAME",
        help="accept a suggestion of the last run under a name; may be repeated",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Suggest, or accept what was suggested before."""
    open_house()
    programme = programme_named(args.slug)
    wanted = [_named(text) for text in args.accept]
    if wanted:
        return _accept(programme, wanted)
    return _suggest(programme, args.themes)


def _named(text: str) -> tuple[int, str]:
    number, _, name = text.partition("=")
    if not number.strip().isdigit() or not name.strip():
        raise Sorry(f'“{text}” is not understood. Write the number and a name: --accept "3=Waiting for help".')
    return int(number), name.strip()


def _lead(programme):  # noqa: ANN001, ANN202
    from coproduce.process.roles import Role

    member = programme.memberships.filter(role=Role.LEAD.value, until__isnull=True).select_related("user").first()
    if member is None:
        raise Sorry("This programme has no lead who could answer for it. Give somebody that role first.")
    return member.user


def _suggest(programme, themes: int | None) -> int:  # noqa: ANN001
    from coproduce.people.queries import Reader
    from coproduce.themes import queries
    from coproduce.themes.verbs import sort_now

    lead = _lead(programme)
    progress("Sorting what people said …")
    number = sort_now(programme=programme, by=lead, settings={"themes": themes} if themes else None)
    done = next(row for row in queries.runs(programme.pk) if row.id == number)
    if done.state != "done":
        raise Sorry(done.message)
    say(f"{done.voices_read} voices read by {done.model}; {done.not_placed} not placed. Nothing is a theme yet.")
    for row in queries.suggestions_of(programme.pk, number, reader=Reader.team(lead)):
        say(f"  {row.number:>3}  {', '.join(row.phrases[:4])}  ({row.steady})")
    say(f"Look at all the words behind them on the bench: /team/{programme.slug}/themes/, or accept some here:")
    say(f'  coproduce themes {programme.slug} --accept "1=A name in your own words"')
    return 0


def _accept(programme, wanted: list[tuple[int, str]]) -> int:  # noqa: ANN001
    from django.db import transaction

    from coproduce.themes.models import Suggestion
    from coproduce.themes.queries import runs
    from coproduce.themes.verbs import ThemeProblem, accept_suggestion

    # A theme is a person's decision, so it is taken in somebody's name.
    lead = _lead(programme)
    done = next((row for row in runs(programme.pk) if row.state == "done"), None)
    if done is None:
        raise Sorry(f"Nothing has been suggested yet. Run: coproduce themes {programme.slug}")
    numbers = dict(Suggestion.objects.filter(run_id=done.id).values_list("number", "pk"))
    # All or none: a slip of the pen in the third must not leave two themes that nobody meant yet.
    with transaction.atomic():
        for number, name in wanted:
            if number not in numbers:
                raise Sorry(f"There is no suggestion {number}. There are: {', '.join(map(str, sorted(numbers)))}.")
            try:
                made = accept_suggestion(programme=programme, suggestion=numbers[number], name=name, by=lead)
            except ThemeProblem as problem:
                raise Sorry(problem.reason) from problem
            say(f"  {made.code}  {made.name}")
    return 0
