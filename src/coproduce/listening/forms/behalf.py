# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a facilitator types for somebody who asks them and not a screen."""

from django import forms


class SlipWords(forms.Form):
    """The words of a slip, as the person reads them out."""

    words = forms.CharField(
        label="The words on their slip",
        max_length=200,
        help_text="As the person reads them out. Capitals, spaces and hyphens do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type the words on their slip."},
    )


class NotMeant(forms.Form):
    """“That is not what I meant”, in the person's words."""

    said = forms.CharField(
        label="What did they mean?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "voice"}),
        error_messages={"required": "Write what the person meant, in their words."},
    )
