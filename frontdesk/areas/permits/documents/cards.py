"""Cards of 85.6 × 54 mm (居住证, 停车证, 临时出入证, kinds of the office's own), and the dog's card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.permits.documents.marks import ReprintMark
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


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
    """More lines, label and words: `("车牌", "浙A·6H072")`. One labelled 车牌 takes the large place; those without
    room on the front stand on the back."""
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


def usual_terms(title: str, replacement_fee: Money = ZERO) -> tuple[str, ...]:
    """What stands on the back of a kind's card when the office has written nothing else.

    Our 居住证 says that it is not the one of the police; a fee for a lost card is named where there is one.
    """
    lost = (
        tr("遗失请即到前台挂失，补证收工本费 {fee} 元。", fee=replacement_fee)
        if replacement_fee > ZERO
        else tr("遗失请即到前台挂失、补证。")
    )
    own = (
        tr("本证是小区出入凭证，不是公安机关签发的居住证。")
        if title == "居住证"
        else tr("本证由物业服务中心签发，只在本小区内使用。")
    )
    return (
        tr("本证只供持证人出入本小区使用，不得转借、涂改。"),
        lost,
        tr("到期或搬离，请交回前台。"),
        tr("门岗扫正面二维码，可离线验真伪与有效期。"),
        own,
    )
