# SPDX-License-Identifier: AGPL-3.0-or-later
"""The illustrative programme "A Mentally Healthy City": our own material, loaded by replaying the real verbs.

Every person, place of meeting and organisation in it is invented; it is marked illustrative wherever it is shown.
"""
