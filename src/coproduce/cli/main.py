# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door: finds the module of a subcommand when it is asked for, so that `analyse` never loads the site."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import NoReturn

from coproduce import __version__
from coproduce.cli.stopping import Sorry, Stop

#: name → (module, what it does). A module has `add_arguments(parser)` and `run(args) -> int`.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("coproduce.cli.demo", "set up the illustrative programme and open it"),
    "serve": ("coproduce.cli.serve", "open the site"),
    "new": ("coproduce.cli.new", "begin a programme"),
    "import": ("coproduce.cli.import_voices", "bring in voices from a sheet"),
    "themes": ("coproduce.cli.themes", "suggest themes for a programme"),
    "report": ("coproduce.cli.report", "write the report"),
    "export": ("coproduce.cli.export", "write a programme's data for other tools"),
    "backup": ("coproduce.cli.backup", "write an encrypted backup"),
    "restore": ("coproduce.cli.restore", "bring a backup back"),
    "doctor": ("coproduce.cli.doctor", "say what is missing before real people's words come in"),
}
ANALYSES: dict[str, tuple[str, str]] = {
    "themes": ("coproduce.cli.analyse_themes", "suggest themes for a sheet of comments"),
    "coding": ("coproduce.cli.analyse_coding", "suggest codes from comments that people coded"),
    "opinion": ("coproduce.cli.analyse_opinion", "find opinion groups in votes"),
    "agreement": ("coproduce.cli.analyse_agreement", "measure how far coders agree"),
    "reach": ("coproduce.cli.analyse_reach", "compare who was heard with the population"),
}


class Parser(argparse.ArgumentParser):
    """An argument parser whose refusals are one plain line."""

    def error(self, message: str) -> NoReturn:
        raise Stop(f"{message[:1].upper()}{message[1:]}.", f"See `{self.prog} --help`.")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; every fault that a person can mend ends as one line and code 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except Sorry as sorry:
        print(f"coproduce: {sorry}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\ncoproduce: stopped. Nothing was half-written.", file=sys.stderr)
        # 128 + 2: how shells know that a command was stopped with Ctrl-C.
        return 130
    except BrokenPipeError:
        # Whoever reads us (`| head`) has seen enough.
        return 0


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview("coproduce", COMMANDS | {"analyse": ("", "work on a file: no database, no network")}))
        # Asking for help is well done; no command at all is a fault that a script should notice.
        return 0 if words else 2
    if words[0] == "--version":
        print(f"coproduce {__version__}")
        return 0
    if words[0] != "analyse":
        return _hand_over("coproduce", COMMANDS, words)
    if len(words) == 1 or words[1] in ("-h", "--help"):
        print(_overview("coproduce analyse", ANALYSES))
        return 0 if len(words) > 1 else 2
    return _hand_over("coproduce analyse", ANALYSES, words[1:])


def _hand_over(prog: str, table: Mapping[str, tuple[str, str]], words: list[str]) -> int:
    name = words[0]
    if name not in table:
        raise Stop(f"There is no command “{prog} {name}”.", f"Try one of: {', '.join(sorted(table))}.")
    module_name, about = table[name]
    module = _module(module_name, f"{prog} {name}")
    parser = Parser(prog=f"{prog} {name}", description=f"{about[:1].upper()}{about[1:]}.")
    module.add_arguments(parser)
    result: int = module.run(parser.parse_args(words[1:]))
    return result


def _module(module_name: str, command: str) -> ModuleType:
    try:
        return import_module(module_name)
    except ModuleNotFoundError as fault:
        # A part of ours that is missing is a promise of a later version; a part of others' is a broken set-up.
        if fault.name != module_name:
            raise Stop(f"`{command}` needs {fault.name}, which is not installed.", "Run `make demo` again.") from fault
        raise Stop(f"`{command}` is not in this version yet.", "`coproduce --help` lists what is planned.") from fault


def _overview(prog: str, table: Mapping[str, tuple[str, str]]) -> str:
    lines = [f"  {name:<10} {about}" for name, (_, about) in table.items()]
    return f"usage: {prog} COMMAND …\n\n" + "\n".join(lines) + f"\n\n`{prog} COMMAND --help` says more."


if __name__ == "__main__":
    sys.exit(main())
