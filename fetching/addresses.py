"""Which addresses may be fetched: public ones only, told before anything is sent."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

LENGTH = 2000  # characters of an address
PORTS = {"http": 80, "https": 443}

# RFC 6052: an IPv4 address as networks without IPv4 reach it; what counts is the one inside.
_NAT64 = IPv6Network("64:ff9b::/96")
# All of IPv6 that is given out to the public (IANA, "IPv6 Global Unicast Address Assignments"), and what in it is not:
# protocols and tunnels (Teredo, 6to4), which lead to any IPv4 address, and examples of books.
_GIVEN_OUT = IPv6Network("2000::/3")
_SET_APART = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# WHATWG URL, "ends in a number": browsers and the C library read 127.1, 0x7f.1 and 2130706433 as addresses.
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)


class FetchFailed(Exception):
    """Why nothing was fetched: a sentence in French for the team, and a word for programs."""

    def __init__(self, code: str, text: str, *, instead: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.instead = instead
        """An address that may be what was looked for."""


def parsed(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return an address that may be fetched, without its fragment, resolved against `base`. Its host is not looked up.

    Raises FetchFailed: it is no address of the web, carries a password, asks for another port than the web's, or its
    host is a number or an address inside a network.
    """
    try:
        url = (base.join(address) if base else httpx.URL(address)).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchFailed(
            "address", "Cette adresse n’est pas celle d’une page\u00a0: corrigez-la."
        ) from error
    if url.scheme not in PORTS or not url.raw_host or len(str(url)) > LENGTH:
        raise FetchFailed(
            "address",
            "Cette adresse n’est pas celle d’une page\u00a0: elle commence par https:// ou http://.",
        )
    if url.userinfo:
        raise FetchFailed(
            "password", "Cette adresse contient un nom d’utilisateur ou un mot de passe\u00a0: retirez-le."
        )
    if url.port not in (None, *PORTS.values()):
        raise FetchFailed(
            "port",
            "Cette adresse demande un port que le site n’ouvre pas\u00a0: seuls le 80 et le 443 le sont.",
        )
    _check_host(url.raw_host.decode("ascii"))
    return url


def port_of(url: httpx.URL) -> int:
    """Return the port of an address, the usual one of its scheme if it says none."""
    return url.port or PORTS[url.scheme]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public Internet; what is none, is not."""
    try:
        return _is_public(ip_address(address))
    except ValueError:
        return False


def inside() -> FetchFailed:
    """Return what is said of an address that leads into a network."""
    return FetchFailed(
        "private",
        "Cette adresse mène à un réseau privé, que le site n’ouvre pas\u00a0: donnez-en une que tout le monde peut "
        "ouvrir.",
    )


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.scope_id:
        return False
    if address.ipv4_mapped:
        return _is_public(address.ipv4_mapped)
    if address in _NAT64:
        return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GIVEN_OUT and not any(address in network for network in _SET_APART)


def _check_host(host: str) -> None:
    name = host.rstrip(".").lower()
    if ":" in name or re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3}){3}", name):
        if not is_public(name):
            raise inside()
    elif _NUMBER.fullmatch(name.rpartition(".")[2]):
        raise FetchFailed("number", "L’adresse du site est écrite en chiffres\u00a0: écrivez son nom.")
    elif "." not in name:
        raise inside()
