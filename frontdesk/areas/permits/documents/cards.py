"""Cards of 85.6 × 54 mm (居住证, 停车证, 临时出入证, kinds of the office's own), and the dog's card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.permits.documents.marks import ReprintMark


@dataclass(frozen=True, slots=True)
class Card:
    """A permit as a card. Printed again it is the same but for `reprint`."""

    office: str
    estate: str
    title: str
    """The kind's name as it stands at the top: `居住证`."""
    number: str
    holder: str
    """The name in full: the card is its holder's own. The signed code has it masked."""
    unit: str
    starts_on: date
    ends_on: date
    """The last day it holds."""
    code: str
    """The signed text that the QR code carries."""
    issued_on: date
    issued_by: str
    role: str = ""
    """`租客`; or what else says who it is (`泥瓦工`)."""
    facts: tuple[tuple[str, str], ...] = ()
    """Up to two more lines, label and words: `("车牌", "浙A·6H072")`. One labelled 车牌 takes the large place."""
    terms: tuple[str, ...] = ()
    """The back, numbered: what the holder must know."""
    phone: str = ""
    with_photo: bool = True
    photo: str = ""
    """The JPEG in base64, put in when it is drawn; empty leaves the place for one to be stuck on."""
    photo_hash: str = ""
    """SHA-256 of the JPEG: what a stored document names it by."""
    building: str = ""
    """For the bookmarks of a batch."""
    reprint: ReprintMark | None = None


@dataclass(frozen=True, slots=True)
class PetCard:
    """养犬登记卡 of this estate. It never carries the title of the police's licence (养犬登记证)."""

    office: str
    estate: str
    number: str
    holder: str
    unit: str
    phone: str
    """The holder's, masked."""
    pet: str
    """`豆豆`."""
    breed: str
    colour: str
    licence: str
    """The number of the police's licence, or empty."""
    vaccinated_until: date | None
    starts_on: date
    ends_on: date
    code: str
    issued_on: date
    issued_by: str
    office_phone: str = ""
    terms: tuple[str, ...] = ()
    photo: str = ""
    """The dog's, as in `Card`."""
    photo_hash: str = ""
    reprint: ReprintMark | None = None
