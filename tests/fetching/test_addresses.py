"""Which addresses may be fetched, by their text alone."""

import pytest

from fetching.addresses import FetchFailed, is_public, parsed


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12:3456::1", "ff02::1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
        "2001:0:7f00:1::", "2001:db8::1", "100::1", "", "exemple.fr",
        # The rest of the registries of special purposes, whatever Python knows of them.
        "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.10", "192.0.0.170", "192.0.0.255",
        "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.175.48.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "100.127.255.255", "239.255.255.255", "::ffff:192.0.0.1", "::ffff:192.88.99.1", "::ffff:100.64.0.1",
        "64:ff9b::192.0.0.1", "64:ff9b::192.88.99.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1:ffff::1", "100:0:0:1::1",
        "2001::1", "2001:1::1", "2001:2::1", "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:20::1", "2001:30::1",
        "2002:5db8:d822::1", "2620:4f:8000::1", "3ffe::1", "3fff::1", "5f00::1", "fec0::1", "::ffff:0:127.0.0.1",
    ],
)  # fmt: skip
def test_what_is_inside_a_network_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34", "192.0.1.1",
        "192.88.98.255", "192.88.100.0", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2001:200::1", "2a01:e00::1",
    ],
)  # fmt: skip
def test_what_everybody_reaches_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://exemple.fr/", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://exemple.fr/", "address"),
        ("javascript:alert(1)", "address"),
        ("exemple.fr", "address"),
        ("https://", "address"),
        ("", "address"),
        ("https://exemple.fr/\x00", "address"),
        ("https://exemple.fr/\r\nHost: ailleurs", "address"),
        ("https://exemple.fr/" + "a" * 2000, "address"),
        ("https://exemple.fr:8080/", "port"),
        ("https://exemple.fr:22/", "port"),
        ("https://camille:secret@exemple.fr/", "password"),
        ("https://127.0.0.1@exemple.fr/", "password"),
        ("http://2130706433/", "number"),
        ("http://0x7f000001/", "number"),
        ("http://0x7f.1/", "number"),
        ("http://0177.0.0.1/", "address"),
        ("http://127.1/", "number"),
        ("http://127.0.0.1./", "private"),
        ("http://93.184.216.34.5/", "number"),
        ("http://127.0.0.1/", "private"),
        ("http://10.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://[64:ff9b::10.0.0.1]/", "private"),
        ("http://localhost/", "private"),
        ("http://intranet/", "private"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused(address, code):
    with pytest.raises(FetchFailed) as failure:
        parsed(address)
    assert failure.value.code == code, failure.value.text


def test_digits_of_other_alphabets_are_the_same_digits():
    with pytest.raises(FetchFailed):
        parsed("http://１２７.0.0.1/")


def test_an_address_keeps_its_path_and_loses_its_fragment():
    assert str(parsed("https://Café.exemple.fr/flux?a=b#haut")) == "https://xn--caf-dma.exemple.fr/flux?a=b"
    assert str(parsed("/flux.xml", parsed("https://exemple.fr/a/b"))) == "https://exemple.fr/flux.xml"
