"""搬运证, 养犬登记卡, and the sheet of a kind that the office makes for itself."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.permits.documents.cards import PetCard
from frontdesk.areas.permits.documents.goods import MovingPass
from frontdesk.areas.permits.documents.letters import Permission
from frontdesk.areas.permits.forms import board, common
from frontdesk.areas.permits.forms.board import Board, Fact
from frontdesk.base.printing.form import Form
from frontdesk.base.printing.paper import A5, A6, Paper
from frontdesk.base.printing.press import Press
from frontdesk.base.values.text import tr


def _issued(day: date, by: str) -> str:
    return tr("发证 {day}　{by}", day=day, by=by)


# -- 搬运证 --


def moving_board(moving: MovingPass) -> Board:
    """What the pass shows."""
    carrier = "　".join(word for word in (moving.carrier, moving.vehicle) if word)
    facts = [
        Fact(tr("房号"), moving.unit, strong=True),
        Fact(tr("住户"), moving.holder),
        Fact(tr("搬运"), moving.direction, strong=True),
        Fact(tr("搬运人、车"), carrier or tr("住户自己")),
    ]
    if moving.lift:
        facts.append(Fact(tr("走哪里"), moving.lift))
    return Board(
        title=tr("搬运证"), office=moving.office, number=moving.number, facts=tuple(facts),
        until=board.span(moving.starts_on, moving.ends_on), also=moving.hours, code=moving.code,
        terms=moving.terms or moving_terms(), issued=_issued(moving.issued_on, moving.issued_by),
        phone=moving.phone, reprint=moving.reprint, sign=(tr("住户签字"), tr("门岗签字")),
    )  # fmt: skip


def moving_terms() -> tuple[str, ...]:
    """What stands on it when the office has written nothing else."""
    return (
        tr("请在有效期和规定的时间内搬运，走指定的电梯和通道。"),
        tr("贵重、成套的物品出小区，另开物品放行条。"),
        tr("损坏公共设施照价赔偿，搬完请清理楼道。"),
    )


def _compose_moving(press: Press, moving: MovingPass, paper: Paper, copy: str) -> None:
    board.draw(press, moving_board(moving), paper)


def moving_sample() -> MovingPass:
    """A tenant moves in."""
    return MovingPass(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="BY-00000862", unit="1-1-0602", holder="王磊（租客）",
        direction="搬入", carrier="蚂蚁搬家 谢安平", vehicle="浙A·6H072", starts_on=date(2026, 11, 21),
        ends_on=date(2026, 11, 22), hours="08:00–12:00，14:00–18:00", lift="1 单元货梯", code=common.SAMPLE_CODE,
        issued_on=date(2026, 11, 21), issued_by="林晓", phone="0571-8800 1234",
    )  # fmt: skip


MOVING_PASS: Form[MovingPass] = Form(
    key="moving_pass",
    title="搬运证",
    document=MovingPass,
    sizes=(A5, A6),
    compose=_compose_moving,
    sample=moving_sample,
    number=lambda moving: moving.number,
    day=lambda moving: moving.issued_on,
    fault=lambda moving: board.fault(moving_board(moving)),
    bookmark=lambda moving: (moving.unit, moving.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "unit": "房号", "holder": "住户",
        "direction": "搬运", "carrier": "搬运人", "vehicle": "车牌", "hours": "时间", "lift": "电梯",
        "issued_by": "发证人", "terms": "使用须知", "phone": "电话", "by": "经手人",
    },
)  # fmt: skip


# -- 养犬登记卡 --


def pet_board(pet: PetCard) -> Board:
    """What the card shows. Its title is never that of the police's licence."""
    vaccinated = f"{pet.vaccinated_until}" if pet.vaccinated_until else tr("没有登记")
    facts = (
        Fact(tr("犬名"), pet.pet, strong=True),
        Fact(
            tr("品种、毛色"),
            tr("{breed}，{colour}", breed=pet.breed, colour=pet.colour) if pet.colour else pet.breed,
        ),
        Fact(tr("养犬人"), "　".join(word for word in (pet.holder, pet.phone) if word)),
        Fact(tr("房号"), pet.unit, strong=True),
        Fact(tr("公安犬证号"), pet.licence or tr("没有登记")),
        Fact(tr("疫苗有效至"), vaccinated),
    )
    return Board(
        title=tr("养犬登记卡"), office=pet.office, number=pet.number, facts=facts, until=f"{pet.ends_on}", also="",
        code=pet.code, terms=pet.terms or pet_terms(), issued=_issued(pet.issued_on, pet.issued_by),
        phone=pet.office_phone, with_photo=True, photo=pet.photo, reprint=pet.reprint,
    )  # fmt: skip


def pet_terms() -> tuple[str, ...]:
    """What stands on it when the office has written nothing else."""
    return (
        tr("本卡是小区内的登记，不是公安机关的养犬许可，请另行办理并年检。"),
        tr("遛犬请束犬链、清理粪便，乘电梯避让他人。"),
        tr("疫苗到期请补种并到前台更新；犬只转让、走失、死亡请来注销。"),
    )


def _compose_pet(press: Press, pet: PetCard, paper: Paper, copy: str) -> None:
    board.draw(press, pet_board(pet), paper)


def pet_sample() -> PetCard:
    """A dog with its papers."""
    return PetCard(
        office="翠湖花园物业服务中心", estate="翠湖花园", number="YQ-00000087", holder="林芳", unit="3-1-1202",
        phone="138****5678", pet="豆豆", breed="柯基", colour="黄白", licence="杭犬西湖 2026-003318",
        vaccinated_until=date(2027, 3, 31), starts_on=date(2026, 12, 7), ends_on=date(2027, 3, 31),
        code=common.SAMPLE_CODE, issued_on=date(2026, 11, 21), issued_by="何倩", office_phone="0571-8800 1234",
    )  # fmt: skip


PET_CARD: Form[PetCard] = Form(
    key="pet_card",
    title="养犬登记卡",
    document=PetCard,
    sizes=(A6, A5),
    compose=_compose_pet,
    sample=pet_sample,
    number=lambda pet: pet.number,
    day=lambda pet: pet.issued_on,
    fault=lambda pet: board.fault(pet_board(pet)),
    bookmark=lambda pet: (pet.unit, pet.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "number": "编号", "holder": "养犬人", "unit": "房号",
        "phone": "电话", "pet": "犬名", "breed": "品种", "colour": "毛色", "licence": "公安犬证号",
        "issued_by": "发证人", "terms": "使用须知", "by": "经手人",
    },
)  # fmt: skip


# -- the office's own kinds --


def permission_board(permission: Permission) -> Board:
    """What the sheet shows."""
    holder = (
        tr("{name}（{role}）", name=permission.holder, role=permission.role)
        if permission.role
        else permission.holder
    )
    facts = (
        Fact(tr("持证人"), holder, strong=True),
        Fact(tr("房号"), permission.unit, strong=True),
        *(Fact(label, words) for label, words in permission.facts if words),
    )
    return Board(
        title=permission.title, office=permission.office, number=permission.number, facts=facts,
        until=board.span(permission.starts_on, permission.ends_on), also="", code=permission.code,
        terms=permission.terms or permission_terms(),
        issued=_issued(permission.issued_on, permission.issued_by), phone=permission.phone,
        with_photo=permission.with_photo, photo=permission.photo, reprint=permission.reprint,
    )  # fmt: skip


def permission_terms() -> tuple[str, ...]:
    """What stands on it when the office has written nothing else."""
    return (
        tr("只供本人在有效期内使用，不得转借、涂改。"),
        tr("遗失请即到前台挂失；到期请交回前台。"),
        tr("由物业服务中心签发，只在本小区内使用。扫码可验真伪与有效期。"),
    )


def _compose_permission(press: Press, permission: Permission, paper: Paper, copy: str) -> None:
    board.draw(press, permission_board(permission), paper)


def permission_sample() -> Permission:
    """A stall at the spring market."""
    return Permission(
        office="翠湖花园物业服务中心", estate="翠湖花园", title="临时摆摊许可", number="BT-00000012", unit="商铺-105",
        holder="杭州云栖商业管理有限公司", role="租户",
        facts=(("地点", "中心广场 3 号位"), ("经营内容", "春联、年货"), ("用电", "220 V，1 kW"), ("负责人电话", "138****5678")),
        starts_on=date(2027, 1, 20), ends_on=date(2027, 2, 5), code=common.SAMPLE_CODE, issued_on=date(2026, 11, 21),
        issued_by="周敏", phone="0571-8800 1234",
    )  # fmt: skip


PERMISSION: Form[Permission] = Form(
    key="permission",
    title="自定证件",
    document=Permission,
    sizes=(A5,),
    compose=_compose_permission,
    sample=permission_sample,
    number=lambda permission: permission.number,
    day=lambda permission: permission.issued_on,
    fault=lambda permission: board.fault(permission_board(permission), A5),
    bookmark=lambda permission: (permission.unit, permission.number),
    labels={
        "office": "物业名称", "estate": "小区名称", "title": "种类", "number": "编号", "holder": "持证人",
        "unit": "房号", "role": "身份", "facts": "栏目", "issued_by": "发证人", "terms": "使用须知",
        "phone": "电话", "by": "经手人",
    },
)  # fmt: skip
