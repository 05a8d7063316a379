"""Which addresses may be connected to. Pure: looks nothing up.

Every list is spelled out here, so that the answer does not change with the version of Python.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

# IANA's special-purpose registries and what tunnels into them; the first that matches names the reason.
_REFUSED: tuple[tuple[str, str], ...] = (
    ("127.0.0.0/8", "this machine (loopback)"),
    ("::1/128", "this machine (loopback)"),
    ("0.0.0.0/8", "this network"),
    ("::/128", "no address"),
    ("10.0.0.0/8", "a private network"),
    ("172.16.0.0/12", "a private network"),
    ("192.168.0.0/16", "a private network"),
    ("fc00::/7", "a private network"),
    ("169.254.0.0/16", "link-local"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("100.64.0.0/10", "shared by providers"),
    ("198.18.0.0/15", "for benchmarks"),
    ("2001:2::/48", "for benchmarks"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "for documentation"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("2001:db8::/32", "for documentation"),
    ("3fff::/20", "for documentation"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("224.0.0.0/4", "multicast"),
    ("ff00::/8", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::ffff:0:0/96", "an IPv4 address inside an IPv6 one"),
    ("::ffff:0:0:0/96", "an IPv4 address inside an IPv6 one"),
    ("64:ff9b::/96", "an IPv4 address inside an IPv6 one (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address inside an IPv6 one (NAT64)"),
    ("2002::/16", "an IPv4 address inside an IPv6 one (6to4)"),
    ("2001::/32", "an IPv4 address inside an IPv6 one (Teredo)"),
    ("2001::/23", "reserved for protocols"),
    ("5f00::/16", "for segment routing"),
    ("100::/64", "discarded by routers"),
)
_TABLE = tuple((ipaddress.ip_network(network), why) for network, why in _REFUSED)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is handed out


def networks(given: Iterable[str]) -> tuple[Network, ...]:
    """The networks of the setting `allow_networks`; a single address is a network of one.

    Raises:
        ValueError: when one is none.
    """
    return tuple(ipaddress.ip_network(network.strip(), strict=False) for network in given)


def refusal(address: str, allowed: Sequence[Network] = ()) -> str | None:
    """Why this address may not be connected to; None if it may.

    Args:
        address: as the socket would get it: decimal IPv4 or IPv6, with or without a zone (`fe80::1%eth0`).
        allowed: networks that the user allowed.
    """
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "spelled like no address"
    if any(known.version == network.version and known in network for network in allowed):
        return None
    for network, why in _TABLE:
        if known.version == network.version and known in network:
            return why
    if known.version == 6 and known not in _GLOBAL_UNICAST:
        return "reserved"
    return None


def setting_for(address: str) -> str:
    """The one line of the settings that allows this very address."""
    bare = address.partition("%")[0]
    try:
        length = ipaddress.ip_address(bare).max_prefixlen
    except ValueError:
        return ""
    return f'allow_networks = ["{bare}/{length}"]'
