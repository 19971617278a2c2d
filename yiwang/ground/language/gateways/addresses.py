"""Where a model may stand: hosts that were named, by https; inside networks only where those were named too."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"https": 443, "http": 80}


class Forbidden(Exception):
    """An address that must not be spoken to; the sentence says why and how to mend it."""


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """`hosts`: `host` or `host:port`, lower case; without a port 443. `networks`: inner ones that may be spoken to."""

    hosts: frozenset[str]
    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, hosts: str, networks: str = "") -> "Allowed":
        """From the two settings, commas between entries. ValueError: a network that is none."""
        return cls(
            hosts=frozenset(part.strip().lower() for part in hosts.split(",") if part.strip()),
            networks=tuple(ipaddress.ip_network(part.strip()) for part in networks.split(",") if part.strip()),
        )

    def check(self, url: str) -> None:
        """Forbidden unless the address as it is written is one of those that were named."""
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError as error:
            raise Forbidden("YIWANG_DRAFT_URL写得不对，请写成https://host/v1") from error
        if parts.scheme not in _PORTS or not parts.hostname or not url.isascii():
            raise Forbidden("YIWANG_DRAFT_URL写得不对，请写成https://host/v1")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise Forbidden("YIWANG_DRAFT_URL里不能有用户名、密码、问号和#号，密钥写在YIWANG_DRAFT_KEY")
        names = {f"{parts.hostname}:{port}"} | ({parts.hostname} if port == _PORTS["https"] else set())
        if not names & self.hosts:
            raise Forbidden(f"主机{parts.hostname}:{port}不在YIWANG_DRAFT_HOSTS里，请系统管理员先写明")

    def address_of(self, url: str) -> Address:
        """The very address to connect to. Forbidden where any that the host has may not be spoken to; OSError: unknown host."""
        self.check(url)
        parts = urlsplit(url)
        found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        for address in addresses:
            self._check(address, parts.scheme)
        return addresses[0]

    def _check(self, address: Address, scheme: str) -> None:
        mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
        real = mapped or address
        is_named = any(real in network for network in self.networks if network.version == real.version)
        if not is_named and (not real.is_global or real.is_multicast):
            raise Forbidden("这个地址在内部网络里，要先由系统管理员在YIWANG_DRAFT_NETWORKS里写明")
        if scheme == "http" and not is_named:
            raise Forbidden("对外只能用https；内部网络的要在YIWANG_DRAFT_NETWORKS里写明")
