"""`serve`, `report`, `mcp`: a store to look at, to mail, and for agents."""

from __future__ import annotations

from pathlib import Path

import click

from communique.errors import UsageError

_STORE = click.argument("store", type=click.Path(path_type=Path))
_HOST = "127.0.0.1"  # this machine only; there is no option to change it


@click.command()
@_STORE
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 lets the system choose."
)
@click.option("--by", metavar="NAME", help="Who signs the reviews made on the pages; default: your user name.")
@click.option("--open", "show", is_flag=True, help="Open it in your browser.")
def serve(store: Path, port: int, by: str | None, show: bool) -> None:
    """Shows STORE as pages on this machine; Ctrl-C ends it."""
    import socket

    import uvicorn

    from communique.web import create_app

    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((_HOST, port))
        except OSError as problem:
            raise UsageError(f"port {port} is taken ({problem.strerror}); give another with --port.") from problem
        door.listen(128)  # from here on a browser may come: it waits until the pages stand
        port = door.getsockname()[1]
        app = create_app(store, by=by or _user(), port=port)
        address = f"http://{_HOST}:{port}/"
        click.echo(f"{store} is shown at {address} (this machine only; Ctrl-C ends it)", err=True)
        if show:
            import webbrowser

            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
        )
        server.run(sockets=[door])


@click.command()
@_STORE
@click.option("--dyad", nargs=2, required=True, metavar="A B", help="Two parties, in either direction.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE.html", help="Where to.")
def report(store: Path, dyad: tuple[str, str], output: Path) -> None:
    """Writes one self-contained HTML file about a dyad: drawings, rows, evidence."""
    from communique.store import open_store
    from communique.web.report import dyad_report

    text = dyad_report(open_store(store), *dyad)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageError(f"{output} cannot be written: {problem.strerror}.") from problem


@click.command()
@_STORE
def mcp(store: Path) -> None:
    """Answers an agent on standard input and output, read-only (needs `communique[mcp]`)."""
    try:
        import mcp.server  # noqa: F401
    except ImportError as problem:
        raise UsageError("this needs the package mcp: pip install 'communique[mcp]'.") from problem
    from communique.mcp import serve_store

    serve_store(store)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
