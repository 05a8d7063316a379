"""Which addresses may be connected to."""

from __future__ import annotations

import ipaddress

import pytest

from newsloom.net import addresses


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1", "192.0.1.1"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert addresses.refusal(address) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("::1", "loopback"), ("0.0.0.0", "this network"),
        ("0.1.2.3", "this network"),
        ("::", "no address"), ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"),
        ("192.168.0.1", "private"),
        ("fc00::1", "private"), ("fdff::1", "private"), ("169.254.169.254", "link-local"), ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"), ("100.64.0.1", "shared"), ("100.127.255.255", "shared"), ("198.18.0.1", "benchmarks"),
        ("198.19.255.255", "benchmarks"),
        ("2001:2::1", "benchmarks"), ("192.0.0.8", "reserved"), ("192.0.2.1", "documentation"), ("198.51.100.7",
        "documentation"),
        ("203.0.113.9", "documentation"), ("2001:db8::1", "documentation"), ("3fff::1", "documentation"), ("192.88.99.1",
        "6to4"),
        ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"), ("ff02::1", "multicast"), ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"), ("::ffff:127.0.0.1", "inside"), ("::ffff:93.184.216.34", "inside"),
        ("::ffff:0:127.0.0.1", "inside"),
        ("64:ff9b::7f00:1", "NAT64"), ("64:ff9b:1::1", "NAT64"), ("2002:7f00:1::1", "6to4"), ("2001:0:7f00:1::", "Teredo"),
        ("2001:10::1", "reserved"),
        ("5f00::1", "segment"), ("100::1", "discarded"), ("::127.0.0.1", "reserved"), ("4000::1", "reserved"), ("localhost",
        "like no address"),
        ("127.1", "like no address"), ("0x7f000001", "like no address"), ("", "like no address"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_and_says_why(address: str, why: str) -> None:
    assert why in (addresses.refusal(address) or "")


def test_an_allowed_network_opens_itself_and_no_other() -> None:
    allowed = addresses.networks(["192.168.7.0/24", "fd00:7::/64", "10.1.2.3"])
    assert addresses.refusal("192.168.7.200", allowed) is None
    assert addresses.refusal("fd00:7::9", allowed) is None
    assert addresses.refusal("10.1.2.3", allowed) is None
    for other in ("192.168.8.1", "fd00:8::1", "10.1.2.4", "127.0.0.1", "::ffff:192.168.7.200"):
        assert addresses.refusal(other, allowed) is not None


def test_nothing_that_the_standard_library_calls_private_is_let_through() -> None:
    for network in ("0.0.0.0/0", "::/0"):
        whole = ipaddress.ip_network(network)
        step = whole.num_addresses // 5003
        for number in range(5003):
            address = whole[number * step]
            if not address.is_global or address.is_multicast:
                assert addresses.refusal(str(address)) is not None, address


def test_the_setting_that_allows_an_address_is_one_line_that_works() -> None:
    line = addresses.setting_for("192.168.1.20")
    assert line == 'allow_networks = ["192.168.1.20/32"]'
    assert addresses.setting_for("fd00::5%eth0") == 'allow_networks = ["fd00::5/128"]'
