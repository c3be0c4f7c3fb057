"""The command pages: each command's help, as it prints itself."""

from __future__ import annotations

import click

from communique.cli import COMMANDS, group

HEAD = """# Commands

*Made from the commands' own help by `make docs`.*

Standard output carries data only; progress and notes go to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 done but some inputs
failed (listed by `--errors`), 4 nothing coded with `--fail-empty`, 130 interrupted.
"""


def commands() -> str:
    """The page: a section a command."""
    context = click.Context(group, info_name="communique", max_content_width=100)
    parts = [HEAD]
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        parts += _section(name, command, context)
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=context, max_content_width=100)
            for sub in command.list_commands(inner):
                part = command.get_command(inner, sub)
                assert part is not None
                parts += _section(f"{name} {sub}", part, inner)
    return "\n".join(parts) + "\n"


def _section(name: str, command: click.Command, parent: click.Context) -> list[str]:
    own = click.Context(command, info_name=name.split()[-1], parent=parent, max_content_width=100)
    return [f"\n## communique {name}\n", "```", command.get_help(own), "```"]
