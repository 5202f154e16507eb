"""Refuses every connection that leaves this machine, in the test run and in each Python it starts.

An audit hook, because no code can take it back. Python imports a module of this name at start, so putting
this folder on PYTHONPATH is enough.
"""

from __future__ import annotations

import ipaddress
import socket
import sys

GUARDED_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def is_local(address: object) -> bool:
    """Whether an address, or the host that a name look-up asks for, stays on this machine."""
    if isinstance(address, tuple):
        address = address[0] if address else None
    if isinstance(address, bytes):
        address = address.decode("utf-8", "replace")
    if not isinstance(address, str):
        return True  # no host at all (None), or a family without hosts such as netlink
    if address in {"", "localhost", socket.gethostname()} or address.startswith(("/", "\0")):
        return True  # "/" and NUL begin the names of unix sockets
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook itself."""
    if event in GUARDED_EVENTS and not is_local(arguments[GUARDED_EVENTS[event]]):
        raise RuntimeError(f"a test tried to reach the network: {event} {arguments[1:] or arguments}")


sys.addaudithook(refuse_network)
