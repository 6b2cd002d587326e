"""What a clerk types for a public place: `3-1` is an entrance, `3栋大堂` a building's hall, `南门岗亭` its own words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from frontdesk.areas.archives.rules.unit_codes import normal, read_building, read_entrance, read_unit_code

LONGEST = 60


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A place that is no unit: building and entrance by their codes ("" where none is meant), `words` as shown.

    `spot` is what stands behind building and entrance (`大堂`). `building_id` is the record of the building, where a query has looked it up.
    """

    building: str = ""
    entrance: str = ""
    words: str = ""
    spot: str = ""
    building_id: int | None = None


_BEGINS = re.compile(
    r"^([0-9A-Z]{1,4})(?:号楼|#楼|栋|幢|座|#|-)(?:-?([0-9A-Z]{1,2})(?:单元|门(?!岗)|-|$|(?=[一-鿿])))?(.*)$"
)


def read_public(text: str, buildings: Collection[str], entrances: Collection[str]) -> PublicPlace | None:
    """The public place that *text* means, or None where it looks like a unit's code that does not exist.

    *buildings* are the codes there are, *entrances* `building-entrance`. Words that begin with no building are a
    place by their own words (`南门岗亭`), as long as they have a letter or a Chinese character.
    """
    flat = normal(text)
    if not flat or len(flat) > LONGEST:
        return None
    match = _BEGINS.match(flat if re.search(r"[^0-9A-Z]", flat) else f"{flat}-")
    if match is not None:
        building, entrance = read_building(match[1]), read_entrance(match[2] or "")
        rest = match[3].strip("-")
        if building in buildings and (not entrance or f"{building}-{entrance}" in entrances):
            if not rest:
                words = f"{building}-{entrance}" if entrance else text.strip()
                return PublicPlace(building, entrance, words)
            if re.search(r"[^\d\W]", rest) and read_unit_code(rest) is None:
                return PublicPlace(building, entrance, text.strip(), rest)
        if building in buildings and re.search(r"[一-鿿]{2}", rest):
            return PublicPlace(building, "", text.strip(), rest)
        if building not in buildings and re.match(r"^[0-9A-Z]{1,4}(?:号楼|#|栋|幢)", flat):
            return None
    if re.search(r"[一-鿿]{2}", flat) and not re.search(r"\d(?:室|房|户)?$", flat):
        return PublicPlace("", "", text.strip(), text.strip())
    return None
