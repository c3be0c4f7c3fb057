"""Who may ask, and what a browser may do with the answer: this machine only, this site only, nothing from elsewhere."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_BODY = 100_000  # bytes of a form
LONGEST_QUERY = 8_000


class Guard:
    """Stands before every page: refuses other Host names, other origins' writes and oversized requests; sets headers.

    `port` is the port served, None where any will do (tests, a port chosen by the system).
    """

    def __init__(self, app: Any, port: int | None = None) -> None:
        self.app = app
        self.port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self.refusal(scope)
        if refusal is not None:
            await PlainTextResponse(refusal[1] + "\n", status_code=refusal[0])(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence of a refusal, or None."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, "This address is served to this machine only, under 127.0.0.1 or localhost."
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            return 414, "The address is too long."
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, "Only GET and POST are known here."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "Another site may not write here."
        origin = headers.get("origin")
        ours = f"{scope['scheme']}://{hosts[0]}"
        if origin == "null" and headers.get("sec-fetch-site") == "same-origin":
            origin = ours  # a form of a page that sends no referrer: the browser vouches for it otherwise
        if origin is not None and origin != ours:
            return 403, "Another origin may not write here."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LONGEST_BODY or "transfer-encoding" in headers:
            return 413, "The form is too large."
        return None

    def _is_ours(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname, parts.port
        except ValueError:
            return False
        if parts.netloc != host or parts.username is not None or any(c in host for c in "@/\\ \t,"):
            return False
        return f"{name}" in ("127.0.0.1", "localhost", "::1") and (self.port is None or port == self.port)


def token_is_right(request: Request, given: str | None) -> bool:
    """Whether a form carries the token that this start of the server gave out."""
    return hmac.compare_digest(str(request.app.state.site.token).encode(), (given or "").encode())
