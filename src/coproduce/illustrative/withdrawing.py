# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spring 2026: some people change their minds, as people do."""

from coproduce.illustrative.stage import Stage
from coproduce.listening import verbs
from coproduce.process.consent import Purpose

# A quoted voice taken back, an unquoted one taken back, and one that may stay but may not be quoted any more.
TAKEN_BACK = {"2026-03-10": "V074", "2026-04-02": "V031"}
NOT_QUOTED_ANY_MORE = {"2026-05-06": "V432"}
MISUNDERSTOOD = ("2026-03-20", "V185", "I meant teaching in schools as well, not only barbers.")


def withdraw_some(stage: Stage) -> None:
    """Withdraw, narrow and object, each on its day."""
    stage.say("Spring 2026: two people take words back, one is not to be quoted any more, one objects …")
    for on, code in TAKEN_BACK.items():
        with stage.on(on):
            verbs.withdraw_voice(voice=stage.voices[code], by=None)
    for on, code in NOT_QUOTED_ANY_MORE.items():
        with stage.on(on):
            verbs.change_consent(
                voice=stage.voices[code], changes={Purpose.QUOTE: False, Purpose.DESCRIBE: False}, by=None
            )
    on, code, words = MISUNDERSTOOD
    voice = stage.voices[code]
    with stage.on(on):
        objection = verbs.object_to(
            programme=stage.programme, about_kind="sentence", about_id=stage.sentences["S-027"].pk, words=words,
            participant=voice.participant,
        )  # fmt: skip
    with stage.on("2026-03-27"):
        verbs.reply_to_objection(
            objection=objection, by=stage.people["analyst-1"],
            reply="You are right that schools matter: sentence S-029 promises a regular time to talk in forty of them. "
            "We have put your passage beside that sentence's theme as well.",
        )  # fmt: skip
