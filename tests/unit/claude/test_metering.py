"""Tokens become euros by the price list, and nothing is counted twice."""

from datetime import date

import pytest
from atrevete_apps.simulator.messages.caching import LEAST_CACHED, PromptCache
from atrevete_apps.simulator.messages.desk import MODELS
from atrevete_apps.simulator.messages.shape import MessagesRequest

from atrevete_adapters.claude.metering import Budget, Meter, Spending, Usage, price_list
from atrevete_adapters.settings import Settings

DAY = date(2026, 12, 16)


def test_the_price_list_says_its_day_and_knows_the_models_that_are_used() -> None:
    prices = price_list()
    assert prices.date >= date(2026, 11, 22)
    assert len(prices.models) >= 2
    assert prices.knows(Settings.model_fields["claude_model"].default)
    assert set(prices.models) <= {name for name, state in MODELS.items() if state == "active"}


def test_a_million_tokens_of_each_kind_cost_what_the_list_says() -> None:
    prices = price_list()
    million = Usage(
        input_tokens=10**6,
        output_tokens=10**6,
        cache_creation_input_tokens=10**6,
        cache_read_input_tokens=10**6,
    )
    price = prices.models["claude-sonnet-5-5"]
    dollars = price.input + price.output + price.cache_write + price.cache_read
    euros = prices.euros("claude-sonnet-5-5", million)
    assert euros == pytest.approx(dollars * prices.euros_per_dollar)
    assert prices.euros("claude-of-tomorrow", million) >= euros


def test_what_was_spent_between_two_moments_is_their_difference() -> None:
    meter = Meter(budget=Budget())
    usage = Usage(input_tokens=10, output_tokens=5, cache_read_input_tokens=90)
    meter.count("claude-haiku-5-5", usage, conversation="a", day=DAY)
    before = meter.spent
    meter.count("claude-haiku-5-5", usage, conversation="b", day=DAY)
    spent = meter.spent.minus(before)
    assert (spent.calls, spent.tokens, spent.cached_share) == (1, 105, 0.9)
    assert Spending().cached_share == 0.0


def test_a_conversations_budget_is_its_own() -> None:
    meter = Meter(budget=Budget(day_tokens=100))
    meter.count("m", Usage(input_tokens=100), conversation="a", day=DAY)
    assert not meter.allows("a", day=DAY)
    assert meter.allows("b", day=DAY)


def asked(*texts: str, end: int) -> MessagesRequest:
    blocks = [{"type": "text", "text": each} for each in texts]
    blocks[end] = {**blocks[end], "cache_control": {"type": "ephemeral"}}  # type: ignore[dict-item]
    message = {"role": "user", "content": blocks}
    return MessagesRequest.model_validate(
        {"model": "claude-sonnet-5-5", "max_tokens": 1, "messages": [message]}
    )


def test_the_metering_server_reads_from_the_cache_what_was_written_and_is_not_old() -> None:
    now = [0.0]
    cache = PromptCache(lambda: now[0])
    long = "palabra " * 400
    first = cache.usage(asked(long, "a", end=0), "")
    again = cache.usage(asked(long, "b", "c", end=1), "")
    assert first["cache_read_input_tokens"] == 0
    assert again["cache_read_input_tokens"] == first["cache_creation_input_tokens"] > LEAST_CACHED
    assert again["cache_creation_input_tokens"] > 0
    now[0] = 1_000
    assert cache.usage(asked(long, "d", end=0), "")["cache_read_input_tokens"] == 0


def test_short_prefixes_are_not_cached() -> None:
    cache = PromptCache(lambda: 0.0)
    for _ in range(2):
        usage = cache.usage(asked("corto", end=0), "hola")
        assert usage["cache_creation_input_tokens"] == usage["cache_read_input_tokens"] == 0
