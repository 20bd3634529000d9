"""The webhooks as a process of their own: how they start, speak, stop and refuse to start."""

import asyncio
import json
import os
import sys

import httpx

from tests.contract.simulator_stage import free_port, until
from tests.integration.shell_stage import desk_headers, environment, shell_settings, sow
from tests.unit.adapters.chatwoot_samples import body, message

WORD = "a-long-agreed-word"


async def _shell(name: str, *arguments: str, env: dict[str, str]) -> asyncio.subprocess.Process:
    ours = {key: value for key, value in os.environ.items() if not key.startswith("ATREVETE_")}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"atrevete_apps.{name}", *arguments),
        env=ours | env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_process_tells_what_it_does_in_json_without_addresses_and_stops_when_told(
    database_url: str, redis_url: str
) -> None:
    await sow(database_url)
    env = environment(shell_settings(database_url, redis_url))
    port, event = free_port(), body(message())
    process = await _shell(
        "webhook", "--port", str(port), env={**env, "ATREVETE_CHATWOOT_URL_TOKEN": WORD}
    )
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
        await until(lambda: _lives(http), seconds=30)
        signed = await http.post("/webhooks/chatwoot", content=event, headers=desk_headers(event))
        old = await http.post(f"/webhooks/chatwoot/{WORD}", content=event)
    process.terminate()
    out, errors = await asyncio.wait_for(process.communicate(), 30)

    assert (signed.status_code, old.status_code) == (200, 200)
    lines = [json.loads(line) for line in out.decode().splitlines()]
    assert {"webhook.starting", "webhook.taken"} <= {each["event"] for each in lines}
    told = (out + errors).decode()
    assert [each for each in (WORD, "600000141", "Ficticia") if each in told] == []


async def test_wrong_settings_stop_the_start_naming_the_variable_and_not_its_value() -> None:
    env = {"ATREVETE_DATABASE_URL": "mysql://sara:hush@host/salon"}
    shells = [await _shell(name, env=env) for name in ("webhook", "worker")]
    for shell in shells:
        _, errors = await asyncio.wait_for(shell.communicate(), 50)
        assert shell.returncode == 2
        assert "ATREVETE_DATABASE_URL cannot be used" in errors.decode()
        assert "hush" not in errors.decode()


async def _lives(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/health/live")).status_code == 200
    except httpx.TransportError:
        return False
