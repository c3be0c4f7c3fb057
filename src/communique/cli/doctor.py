"""`doctor`: is everything here, and does it work?"""

from __future__ import annotations

import click

from communique.errors import CommuniqueError


@click.command()
def doctor() -> None:
    """Checks Python, packages, language model, lexicon, gazetteer and second opinion, and codes one sentence."""
    from communique.examination import examine

    findings = examine()
    for finding in findings:
        click.echo(f"{'ok     ' if finding.good else 'MISSING'} {finding.name:16} {finding.said}")
    bad = [f.name for f in findings if not f.good and f.needed]
    if bad:
        raise CommuniqueError(f"not everything works: {', '.join(bad)}.")
