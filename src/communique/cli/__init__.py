"""The command `communique`: names and options of each command, and nothing that decides anything."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from communique import __version__

# Each command with the module that holds it and its line in `communique --help`: modules load when called.
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("communique.cli.reading", "One page: its communiqué, in the terminal."),
    "code": ("communique.cli.coding", "Many pages: records as JSON lines, or into a store."),
    "explain": ("communique.cli.reading", "Why an event is coded so: clause, rule, chain, what was set aside."),
    "relate": ("communique.cli.relating", "What one party is said to do to another in a sentence."),
    "events": ("communique.cli.asking", "The events of a store, filtered."),
    "quotes": ("communique.cli.asking", "Who said what, through whom."),
    "claims": ("communique.cli.asking", "What rests on someone's word, or is denied."),
    "dyad": ("communique.cli.asking", "Two countries, period by period."),
    "actor": ("communique.cli.asking", "One actor: roles, acts, words."),
    "search": ("communique.cli.asking", "Full text of a store."),
    "correct": ("communique.cli.correcting", "Accept, reject or change an event, with a note."),
    "review": ("communique.cli.correcting", "What should be looked at next."),
    "corrections": ("communique.cli.correcting", "The log of corrections."),
    "diff": ("communique.cli.correcting", "What two runs coded differently."),
    "agreement": ("communique.cli.correcting", "How far two reviewers agree."),
    "export": ("communique.cli.correcting", "PLOVER, POLECAT, ICEWS, GDELT, Phoenix and plain formats."),
    "serve": ("communique.cli.serving", "The store as pages, on this machine only."),
    "report": ("communique.cli.serving", "One self-contained HTML file about a dyad."),
    "mcp": ("communique.cli.serving", "The store for agents, read-only."),
    "lexicon": ("communique.cli.lexicon", "Check, test and try the event patterns."),
    "doctor": ("communique.cli.doctor", "Whether everything that Communiqué needs is here and works."),
}


class _Commands(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands for --help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="communique")
def group() -> None:
    """Communiqué reads a news page and gives back who did what to whom, when, where, and on whose word.

    Exit codes: 0 done, 1 failed, 2 usage, 3 done but some inputs failed, 4 nothing coded (--fail-empty),
    130 interrupted.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line; every expected failure is one sentence on standard error and its exit code."""
    from communique.errors import CommuniqueError, UsageError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = group.main(arguments, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except UsageError as problem:
        click.echo(f"communique: {problem}", err=True)
        sys.exit(2)
    except CommuniqueError as problem:
        click.echo(f"communique: {problem}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        click.echo("communique: interrupted; what was acknowledged is kept.", err=True)
        sys.exit(130)
    except KeyboardInterrupt:
        click.echo("communique: interrupted; what was acknowledged is kept.", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has what it wanted
        sys.exit(0)
