# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked at sign-in."""

from django import forms


class SignIn(forms.Form):
    """E-mail and password; both may be pasted."""

    email = forms.EmailField(label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
