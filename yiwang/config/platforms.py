"""The demo's other platforms: set up with the secret that the sandbox knows, their mapping, switched on."""

from yiwang.cases.channels import commands, queries
from yiwang.cases.channels.gateways.sandbox_words import PLATFORMS
from yiwang.cases.channels.gateways.signing import demo_secret
from yiwang.cases.channels.states import PartnerKind
from yiwang.kit.actor import Actor
from yiwang.kit.settings import settings

BY = Actor.system("seed")
PORT_STEP = 7
"""How far from PORT the sandbox listens."""
_CHANNELS = {
    "12345": (PartnerKind.HOTLINE, "12345"),
    "province": (PartnerKind.PROVINCE, "provincial_platform"),
    "petition": (PartnerKind.PETITION, "online_petition"),
}


def admit() -> None:
    """Run again it changes nothing but the address, where the house has moved to another port."""
    house = settings()
    for code, (kind, channel) in _CHANNELS.items():
        one, base = PLATFORMS[code], f"http://127.0.0.1:{house.port + PORT_STEP}/{code}"
        if queries.partner_or_none(code=code):
            commands.change_partner(by=BY, code=code, name=one.name, base_url=base)
            continue
        secret = demo_secret(house.secret_key, code)
        commands.add_partner(by=BY, code=code, name=one.name, kind=kind, channel=channel, base_url=base, secret=secret)
        if one.mapping:
            commands.set_mapping(by=BY, code=code, body=dict(one.mapping), note="演示城市的对应表")
        commands.switch_partner(by=BY, code=code, is_on=True)
