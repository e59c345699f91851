"""Which addresses may be fetched: public ones only, told before anything is sent."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

LENGTH = 2000  # characters of an address
PORTS = {"http": 80, "https": 443}

# RFC 6052: an IPv4 address as networks without IPv4 reach it; what counts is the one inside.
_NAT64 = IPv6Network("64:ff9b::/96")
# IANA, "IPv4 Special-Purpose Address Space", all of it whatever the version of Python knows, some of which is routed
# but holds no site: protocols, tunnels (6to4, AMT), names of private networks (AS112), examples, several at once.
_SET_APART_V4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip
# All of IPv6 that is given out to the public (IANA, "IPv6 Global Unicast Address Assignments"), and what in it is not:
# protocols and tunnels (Teredo, 6to4), which lead to any IPv4 address, examples of books, AS112, and the network of
# trials that was given back.
_GIVEN_OUT = IPv6Network("2000::/3")
_SET_APART = tuple(
    map(
        IPv6Network,
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20"),
    )
)
# WHATWG URL, "ends in a number": browsers and the C library read 127.1, 0x7f.1 and 2130706433 as addresses.
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)


class FetchFailed(Exception):
    """Why nothing was fetched: a sentence in French for the team, and a word for programs."""

    def __init__(self, code: str, text: str, *, instead: str = "", wait: int = 0) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.instead = instead
        """An address that may be what was looked for."""
        self.wait = wait
        """For how many seconds the site asks to be left alone; 0 if it does not say, at most a week."""


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
        return address.is_global and not any(address in network for network in _SET_APART_V4)
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
