"""Fixtures shared by all tests, and two promises: no network, and examples that do not vary."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from crossread.lexicon import TermBase, load_base

# Seconds differ between machines and would make a property fail by chance; examples do not:
# the same ones are drawn on every run, so that a red test is red for everybody.
settings.register_profile("crossread", deadline=None, derandomize=True)
settings.load_profile("crossread")

HERE = ("127.", "::1", "localhost")  # how an address of this machine begins


@pytest.fixture(scope="session")
def base() -> TermBase:
    """The term base that ships with crossread."""
    return load_base()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A test that reaches for another machine fails, and says which."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(HERE):
            raise RuntimeError(f"a test tried to reach {address[0]}: tests stay on this machine")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
