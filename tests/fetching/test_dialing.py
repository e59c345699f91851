"""The one look-up, its deadline, and the address that is called."""

import ssl
import time

import httpcore
import pytest

from fetching import dialing
from fetching.addresses import FetchFailed
from fetching.dialing import Backend, Deadline, Stream, resolved


def answering(monkeypatch, *addresses):
    monkeypatch.setattr(dialing, "look_up", lambda host, port: list(addresses))


def refusal(call):
    with pytest.raises(FetchFailed) as failure:
        call()
    return failure.value.code


def test_one_private_address_among_several_is_enough_to_refuse(monkeypatch):
    answering(monkeypatch, "93.184.216.34", "10.0.0.1")
    assert refusal(lambda: resolved("exemple.fr", 443, Deadline(5))) == "private"


def test_a_name_of_nobody_is_unknown(monkeypatch):
    answering(monkeypatch)
    assert refusal(lambda: resolved("exemple.fr", 443, Deadline(5))) == "unknown"


def test_a_slow_look_up_ends_with_the_deadline(monkeypatch):
    monkeypatch.setattr(dialing, "look_up", lambda host, port: time.sleep(0.5) or ["93.184.216.34"])
    assert refusal(lambda: resolved("exemple.fr", 443, Deadline(0.05))) == "slow"


def test_nothing_is_left_after_the_deadline():
    assert refusal(lambda: Deadline(0).left) == "slow"


def test_the_system_finds_this_machine_which_is_refused():
    assert dialing.look_up("localhost", 80)
    assert refusal(lambda: resolved("localhost", 80, Deadline(5))) == "private"


def test_a_silent_address_is_passed_over_for_the_next(monkeypatch):
    answering(monkeypatch, "93.184.216.34", "93.184.216.35")
    called = []

    def connect(address, port, seconds):
        called.append(address)
        if len(called) == 1:
            raise httpcore.ConnectError
        return httpcore.MockStream([])

    monkeypatch.setattr(dialing, "connect", connect)
    assert isinstance(Backend(Deadline(5)).connect_tcp("exemple.fr", 443), Stream)
    assert called == ["93.184.216.34", "93.184.216.35"]


def test_where_no_address_answers_it_is_said(monkeypatch):
    answering(monkeypatch, "93.184.216.34")

    def connect(address, port, seconds):
        raise httpcore.ConnectError

    monkeypatch.setattr(dialing, "connect", connect)
    assert refusal(lambda: Backend(Deadline(5)).connect_tcp("exemple.fr", 443)) == "closed"


def test_the_certificate_is_asked_for_the_name(monkeypatch):
    asked = []

    class Fake(httpcore.MockStream):
        def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            asked.append((server_hostname, ssl_context.verify_mode, ssl_context.check_hostname))
            return self

    answering(monkeypatch, "93.184.216.34")
    monkeypatch.setattr(
        dialing, "connect", lambda *args: Fake([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
    )
    from fetching.client import fetch

    assert fetch("https://exemple.fr/flux", types=frozenset()).body == b""
    assert asked == [("exemple.fr", ssl.CERT_REQUIRED, True)]
