"""How Stripe's client reaches Stripe: on an httpx client of ours.

The library's own `HTTPXClient` hands text to httpx in a way that httpx has deprecated, and turns
every error whatever into "no connection".
"""

from collections.abc import Mapping

import anyio
import httpx
import stripe


class Connections(stripe.HTTPClient):
    """Requests for `stripe.StripeClient`, asynchronous ones only."""

    name = "httpx"

    def __init__(self, http: httpx.AsyncClient) -> None:
        super().__init__()
        self._http = http

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: str | None = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """Raises stripe.APIConnectionError, which the library repeats with the same key."""
        try:
            response = await self._http.request(
                method, url, headers=dict(headers), content=post_data or None
            )
            # The library stumbles over bytes that are no text.
            response.content.decode()
        except (httpx.HTTPError, UnicodeDecodeError) as error:
            raise stripe.APIConnectionError(  # type: ignore[no-untyped-call] # half typed
                type(error).__name__, should_retry=True
            ) from error
        return response.content, response.status_code, response.headers

    async def sleep_async(self, secs: float) -> None:
        await anyio.sleep(secs)
