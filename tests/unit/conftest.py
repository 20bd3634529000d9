"""Unit tests are all memory: whoever opens a socket here is told so at once."""

import pytest
from pytest_socket import disable_socket, enable_socket


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    # The event loop's own wake-up pair is a Unix socket.
    disable_socket(allow_unix_socket=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    enable_socket()
