# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may do what. A person may have several roles in a programme, and may do what any one of them allows.

This module answers *may this person*. Whether a thing is allowed at all at this moment is for `process.stages`.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """A part that a person plays in one programme."""

    LEAD = "lead"
    FACILITATOR = "facilitator"
    ANALYST = "analyst"
    SAFEGUARDING = "safeguarding"
    DATA_PROTECTION = "data_protection"
    PARTNER = "partner"
    CO_WRITER = "co_writer"
    DIRECTOR = "director"


class Permission(StrEnum):
    """One kind of thing that a team member may do."""

    SEE_TEAM = "see_team"
    PLAN = "plan"
    CAPTURE = "capture"
    IMPORT = "import"
    READ_VOICES = "read_voices"
    CODE = "code"
    CURATE = "curate"
    SHAPE = "shape"
    DECIDE = "decide"
    WRITE = "write"
    SIGN = "sign"
    PUBLISH = "publish"
    ANSWER = "answer"
    SAFEGUARD = "safeguard"
    PROTECT = "protect"
    MANAGE_TEAM = "manage_team"
    SEE_AUDIT = "see_audit"


class NotPermitted(Exception):
    """None of the person's roles allows this. `reason` can be shown to them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


MEANING: dict[Permission, str] = {
    Permission.SEE_TEAM: "see the team's pages",
    Permission.PLAN: "plan the programme, its questions and its sessions",
    Permission.CAPTURE: "type in what people said",
    Permission.IMPORT: "bring in a file of what people said",
    Permission.READ_VOICES: "read what people said, where they agreed",
    Permission.CODE: "join passages to themes",
    Permission.CURATE: "name, merge and split themes",
    Permission.SHAPE: "shape priorities and statements",
    Permission.DECIDE: "record decisions",
    Permission.WRITE: "write the strategy",
    Permission.SIGN: "sign the strategy and its equality evidence",
    Permission.PUBLISH: "publish",
    Permission.ANSWER: "answer people who say that we got them wrong",
    Permission.SAFEGUARD: "see and follow up concerns about a person's safety",
    Permission.PROTECT: "erase, purge and back up",
    Permission.MANAGE_TEAM: "invite people and give them roles",
    Permission.SEE_AUDIT: "see who did what",
}

_TEAM = frozenset({Permission.SEE_TEAM})

TABLE: dict[Role, frozenset[Permission]] = {
    # The lead runs everything, but does not open what was put aside for safeguarding and does not erase alone.
    Role.LEAD: frozenset(Permission) - {Permission.SAFEGUARD, Permission.PROTECT},
    # A facilitator hears people in the room and answers them, but does not read what others heard.
    Role.FACILITATOR: _TEAM | {Permission.CAPTURE, Permission.ANSWER},
    Role.ANALYST: _TEAM
    | {
        Permission.IMPORT,
        Permission.READ_VOICES,
        Permission.CODE,
        Permission.CURATE,
        Permission.SHAPE,
        Permission.ANSWER,
    },
    # Opens what was put aside and nothing else, so that care for one person never becomes a look at all.
    Role.SAFEGUARDING: _TEAM | {Permission.SAFEGUARD},
    # Watches over the words without reading them.
    Role.DATA_PROTECTION: _TEAM | {Permission.PROTECT, Permission.SEE_AUDIT, Permission.ANSWER},
    # A partner may employ, treat or house the people who spoke: so it never sees what single people said.
    Role.PARTNER: _TEAM | {Permission.SIGN},
    Role.CO_WRITER: _TEAM | {Permission.WRITE},
    Role.DIRECTOR: _TEAM | {Permission.DECIDE, Permission.SIGN, Permission.PUBLISH, Permission.SEE_AUDIT},
}

NAME: dict[Role, str] = {
    Role.LEAD: "Programme lead",
    Role.FACILITATOR: "Facilitator",
    Role.ANALYST: "Analyst",
    Role.SAFEGUARDING: "Safeguarding lead",
    Role.DATA_PROTECTION: "Data protection officer",
    Role.PARTNER: "Partner",
    Role.CO_WRITER: "Co-writer",
    Role.DIRECTOR: "Director",
}

DESCRIPTION: dict[Role, str] = {
    Role.LEAD: "Runs the programme from the first session to the last page, and looks after the team.",
    Role.FACILITATOR: "Meets people, listens, types in what they said, and helps them with their slip.",
    Role.ANALYST: "Reads what people said, where they agreed, and finds the themes in it.",
    Role.SAFEGUARDING: "Is told when somebody may be at risk, and is the one person who opens those words.",
    Role.DATA_PROTECTION: "Looks after people's rights over their words: erasing, keeping dates, backups.",
    Role.PARTNER: "Speaks and signs for a partner organisation, without reading what single people said.",
    Role.CO_WRITER: "Writes the strategy together with others, from themes and priorities.",
    Role.DIRECTOR: "Answers for the strategy: records decisions, signs and publishes.",
}


def check_may(roles: Iterable[Role], permission: Permission) -> None:
    """Raise `NotPermitted` unless one of `roles` gives `permission`."""
    # Roles come from the database as plain text; a role that this version does not know is a fault and no permission.
    held = [Role(role) for role in roles]
    if any(permission in TABLE[role] for role in held):
        return
    who = ", ".join(NAME[role] for role in Role if TABLE[role] >= {permission})
    raise NotPermitted(f"To {MEANING[permission]} you need one of these roles: {who}.")


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of `roles` gives `permission`."""
    try:
        check_may(roles, permission)
    except NotPermitted:
        return False
    return True
