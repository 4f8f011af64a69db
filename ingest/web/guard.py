"""Which addresses may be connected to: those of the public internet, and hosts that the source allows by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

Trace = Callable[[str, Mapping[str, Any]], Awaitable[None]]

_NAT64 = IPv6Network("64:ff9b::/96")


class PrivateAddressError(Exception):
    """A connection was made to an address that is not public; it was closed before anything was sent."""


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet, also where it is written inside another.

    Private, loopback, link-local, shared, reserved, documentation and multicast addresses are not (the registries at
    https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister, as `ipaddress` knows them).
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (found, *_inside(found)))


def _inside(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if not isinstance(address, IPv6Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(each for each in found if each is not None)


class Guard:
    """Watches the connections of a client, by the address that was actually connected to.

    A name is looked up once more when a connection is made, so a check beforehand would be of another answer.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        """Take the hosts, by name, that may have an address that is not public."""
        self._allowed = frozenset(host.lower() for host in allowed)

    def watch(self, host: str) -> Trace:
        """Return what httpx calls at each step of a request to a host (its `trace` extension).

        It raises PrivateAddressError once a connection to the wrong address stands, before anything is sent on it.
        """

        async def trace(step: str, info: Mapping[str, Any]) -> None:
            if step != "connection.connect_tcp.complete" or host.lower() in self._allowed:
                return
            stream = info["return_value"]
            address = stream.get_extra_info("server_addr")
            if not is_public(str(address[0])):
                await stream.aclose()
                raise PrivateAddressError("its address is not public")

        return trace
