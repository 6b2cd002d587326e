"""The gate's page: one HTML file that verifies codes in a browser without a network, with the office's keys put in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

EMPTY = '<script id="office" type="application/json">{}</script>'
"""What the template has in the place of the office's facts."""

KIND_WORDS: dict[str, str] = {
    "JZ": "居住证",
    "LS": "临时出入证",
    "BY": "搬运证",
    "YQ": "养犬登记",
    "TC": "停车证",
    "ZM": "居住证明",
    "ZZ": "暂住登记代办",
    "CM": "物品放行条",
    "ZX": "装修施工许可证",
}
"""The kinds every office has; those of its own are added by name."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the office's copy knows: names, public keys in hexadecimal by their short names, kinds' words by code,
    and the numbers that are no longer good with the word why, as they stood at `made` (`2026-11-21 09:00`)."""

    estate: str
    office: str
    phone: str
    made: str
    keys: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=lambda: dict(KIND_WORDS))
    revoked: Mapping[str, str] = field(default_factory=dict)


def fill(template: str, facts: PageFacts) -> str:
    """The office's copy of the page. Raises ValueError for a template that has no place for its facts."""
    if template.count(EMPTY) != 1:
        raise ValueError("the template of the gate's page has no place for the office's facts")
    told = {
        "estate": facts.estate, "office": facts.office, "phone": facts.phone, "made": facts.made,
        "keys": dict(facts.keys), "kinds": dict(facts.kinds), "revoked": dict(facts.revoked),
    }  # fmt: skip
    # A `<` would let a name end the script; JSON may write it as a number.
    data = json.dumps(told, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return template.replace(EMPTY, EMPTY.replace("{}", data))
