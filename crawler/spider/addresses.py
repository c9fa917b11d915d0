"""Which addresses may be asked: none of a private network unless the user named it.

Checked before a request by resolving its host, again by the resolver that plain HTTP connects through (a name may
resolve differently a moment later), and for the browser by the address that really answered. Knows nothing of pages.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https"})
_INSIDE_THE_PAGE = frozenset({"data", "blob", "about"})


class AddressGuard:
    """Says why an address is refused; remembers what hosts resolved to.

    Public addresses may be asked. Of the others only those that the user named: a page that redirects into the
    user's network, or to the addresses at which clouds tell their secrets, is refused even then.
    """

    def __init__(
        self,
        *,
        resolve: Mapping[str, str],
        allowed_hosts: Iterable[str] = (),
        allowed_networks: Iterable[str] = (),
    ) -> None:
        """``allowed_hosts`` may have private addresses, ``allowed_networks`` (``10.1.0.0/16``) may be asked."""
        self._resolve = {host.lower(): address for host, address in resolve.items()}
        self._allowed_hosts = frozenset(host.lower() for host in allowed_hosts)
        self._allowed = [ipaddress.ip_network(network) for network in allowed_networks]
        self._refusals: dict[str, str | None] = {}

    async def refusal(self, url: str) -> str | None:
        """Say why ``url`` is refused; ``None`` when it may be asked, or when its host does not resolve at all."""
        parts = urlsplit(url)
        if parts.scheme in _INSIDE_THE_PAGE:
            return None
        if parts.scheme not in _SCHEMES:
            return f"scheme {parts.scheme or '(none)'} is not http or https"
        host = parts.hostname
        if not host:
            return "no host"
        if host not in self._refusals:
            self._refusals[host] = await self._refusal_of_host(host)
        return self._refusals[host]

    def refusal_of_address(self, address: str, host: str | None = None) -> str | None:
        """Say why a numeric address is refused as an address of ``host``."""
        if host is not None and host.lower() in self._allowed_hosts:
            return None
        number = ipaddress.ip_address(address.split("%", maxsplit=1)[0].strip("[]"))
        number = (number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None) or number
        if number.is_global and not number.is_multicast:
            return None
        if any(number in network for network in self._allowed):
            return None
        return f"{address} is no public address; if it is meant to be asked: --allow-network {number}"

    def mapped(self, host: str) -> str | None:
        """The address that the user named for ``host``."""
        if host in self._resolve:
            return self._resolve[host]
        suffixes = (pattern for pattern in self._resolve if pattern.startswith("*."))
        return next((self._resolve[pattern] for pattern in suffixes if host.endswith(pattern[1:])), None)

    async def _refusal_of_host(self, host: str) -> str | None:
        mapped = self.mapped(host)
        if mapped is not None:
            return self.refusal_of_address(mapped, host)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            # Whoever connects will say so.
            return None
        for *_, address in found:
            reason = self.refusal_of_address(str(address[0]), host)
            if reason is not None:
                return reason if str(address[0]) == host else f"{host}: {reason}"
        return None
