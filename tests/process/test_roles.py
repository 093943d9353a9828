# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every role × every permission."""

import pytest

from coproduce.process.roles import DESCRIPTION, MEANING, NAME, TABLE, NotPermitted, Permission, Role, check_may, may

COLUMNS = "lead facilitator analyst safeguarding data_protection partner co_writer director".split()
TRUTH = """
see_team     y y y y y y y y
plan         y - - - - - - -
capture      y y - - - - - -
import       y - y - - - - -
read_voices  y - y - - - - -
code         y - y - - - - -
curate       y - y - - - - -
shape        y - y - - - - -
decide       y - - - - - - y
write        y - - - - - y -
sign         y - - - - y - y
publish      y - - - - - - y
answer       y y y - y - - -
safeguard    - - - y - - - -
protect      - - - - y - - -
manage_team  y - - - - - - -
see_audit    y - - - y - - y
"""
CELLS = [
    (role, permission, mark == "y")
    for permission, *marks in (line.split() for line in TRUTH.strip().splitlines())
    for role, mark in zip(COLUMNS, marks, strict=True)
]


def test_the_truth_table_has_every_cell():
    assert len(CELLS) == len(Role) * len(Permission)
    assert set(TABLE) == set(Role) == set(DESCRIPTION) == set(NAME)
    assert set(MEANING) == set(Permission)


@pytest.mark.parametrize(("role", "permission", "allowed"), CELLS)
def test_each_role_may_do_this_and_no_more(role, permission, allowed):
    assert may([Role(role)], Permission(permission)) is allowed


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_do_anything_without_a_role(permission):
    assert not may([], permission)


def test_two_roles_allow_what_either_allows():
    both = [Role.CO_WRITER, Role.FACILITATOR]
    assert may(both, Permission.WRITE) and may(both, Permission.CAPTURE)
    assert not may(both, Permission.READ_VOICES)


def test_roles_from_the_database_come_as_plain_text():
    assert may(["analyst"], Permission.CODE)
    with pytest.raises(ValueError, match="boss"):
        may(["boss"], Permission.CODE)


def test_a_refusal_says_who_could():
    with pytest.raises(NotPermitted) as refused:
        check_may([Role.PARTNER], Permission.READ_VOICES)
    assert refused.value.reason == (
        "To read what people said, where they agreed you need one of these roles: Programme lead, Analyst."
    )


@pytest.mark.parametrize("role", Role)
def test_descriptions_are_one_plain_sentence(role):
    text = DESCRIPTION[role]
    assert text.endswith(".") and text.count(".") == 1 and len(text.split()) <= 20
