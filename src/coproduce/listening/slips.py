# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the words on a slip to the person who holds it. Only a keyed hash is kept; the code itself never is."""

import hmac
from hashlib import sha256

from coproduce.listening.models import Participant, Slip
from coproduce.process import slips
from coproduce.vault.keys import house_key


def code_hash(code: str) -> str:
    """The keyed hash of a normalised code."""
    return hmac.new(house_key("slip codes"), code.encode("utf-8"), sha256).hexdigest()


def participant_for(typed: str) -> Participant | None:
    """The person whose slip says what was typed, or None. Case, spaces, hyphens and commas do not matter."""
    # Hashed only once it is a code: what else people type (a name, a note) is not even kept as a hash.
    code = slips.normalise(typed)
    if code is None:
        return None
    slip = Slip.objects.select_related("participant").filter(code_hash=code_hash(code)).first()
    return slip.participant if slip else None


def tombstone_mark(kind: str, ref: str) -> str:
    """The keyed mark that remains of something withdrawn."""
    return hmac.new(house_key("tombstones"), f"{kind}:{ref}".encode(), sha256).hexdigest()


def participant_by_id(participant_id: int) -> Participant | None:
    """The person whose slip is open in a browser, or None once they are gone."""
    return Participant.objects.select_related("programme").filter(pk=participant_id).first()


def draft_key() -> bytes:
    """The key under which tokens of half-filled forms are hashed."""
    return house_key("drafts")
