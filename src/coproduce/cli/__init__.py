# SPDX-License-Identifier: AGPL-3.0-or-later
"""The `coproduce` command: thin. Each subcommand is a module with `add_arguments(parser)` and `run(args) -> int`."""
