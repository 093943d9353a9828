# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign the equality evidence."""

from django import forms


class SignEvidence(forms.Form):
    """The officer's post and word; `read` says which figures were on the page."""

    post = forms.CharField(
        label="In which post do you sign?", max_length=120,
        help_text="For example: Director of Public Health. The public page shows the post and not your name.",
        error_messages={"required": "Say in which post you sign."},
    )  # fmt: skip
    officer = forms.BooleanField(
        label="I am an officer of the public body, I have read this evidence, and I have weighed it",
        error_messages={"required": "Only an officer of the public body can sign. If you are one, tick this."},
    )
    note = forms.CharField(
        label="What did you weigh, and what follows from it?", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The team sees this, and so does whoever reads the file.",
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput)
