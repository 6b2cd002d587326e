"""Decorations of the demo estate: applications as the counter has them on a morning, up to the fees still to be taken."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.app.demo.money import Year
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.decoration.queries.detail import proposed_amounts
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.rules.articles import WorkKind
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.kinds import Applicant
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import (
    Agree,
    Apply,
    ContractorInput,
    PaperInput,
    ScopeInput,
    TakeStep,
    agree,
    apply,
    take_step,
)
from frontdesk.areas.permits.queries.goods import residents
from frontdesk.base.store.work import Actor

_FIRM = ContractorInput(
    False, "杭州锦合装饰工程有限公司", "91330106MA27XBQ3XN", "二级", "何勇", "13812346071"
)
_OWN = ContractorInput(True, head="谢安平", head_phone="13812346072")
_WHOLE = (
    ScopeInput("厨房", WorkKind.PLUMBING, "地面、墙面贴砖，改水电"),
    ScopeInput("主卫", WorkKind.WATERPROOF, "地面重做防水，换洁具"),
    ScopeInput("客厅", WorkKind.LIGHT_WALL, "拆厨房与餐厅间轻质隔墙", "图纸 2 号"),
)
_PART = (ScopeInput("厨房", WorkKind.FIXTURES, "换橱柜"), ScopeInput("次卫", WorkKind.FINISH, "墙面贴砖"))
_GAS = (*_PART, ScopeInput("厨房", WorkKind.GAS, "移燃气表"))
_K = PaperKind
_PAPERS = (
    _K.TITLE, _K.IDENTITY, _K.APPLICATION, _K.DRAWING, _K.LICENCE, _K.GRADE, _K.PLEDGE, _K.WATER_PLAN,
)  # fmt: skip
_FILES: tuple[tuple[str, str, ContractorInput, tuple[ScopeInput, ...], tuple[PaperKind, ...], int], ...] = (
    ("1-1-0301", "局部", _OWN, _PART, _PAPERS, 4),
    ("2-1-0201", "全屋", _FIRM, _WHOLE, _PAPERS, 5),
    ("3-2-0201", "厨卫翻新", _FIRM, _GAS, _PAPERS, 2),
    ("4-2-0102", "全屋", _FIRM, _WHOLE, _PAPERS, 2),
    ("5-1-0102", "厨卫翻新", _OWN, _PART, (_K.TITLE, _K.IDENTITY, _K.APPLICATION, _K.PLEDGE), 1),
    ("1-2-0203", "全屋", _FIRM, _WHOLE, _PAPERS, 1),
)
"""Unit, what it is called, who builds, the scope, the papers, and how many steps are taken."""


def decorate(year: Year, clerk: Actor, leader: Actor) -> None:
    """The files, each as far as its line says: applied, accepted, approved, agreed."""
    year.at(year.today, 8, 22)
    for code, summary, firm, scope, papers, steps in _FILES:
        unit = year.runner.read(find_unit, code)
        if unit is None:
            continue
        owners = [r for r in year.runner.read(residents, unit.id, year.today) if r.kind is RoleKind.OWNER]
        if not owners:
            continue
        year.clock.forward(minutes=1)
        command = Apply(
            unit.id,
            owners[0].name,
            Applicant.OWNER,
            year.today + timedelta(days=3),
            year.today + timedelta(days=63),
            firm,
            scope,
            tuple(PaperInput(kind) for kind in papers),
            person_id=owners[0].person_id,
            summary=summary,
        )
        made = year.runner.run(apply, command, actor=clerk).value
        if steps > 1:
            _step(year, leader, made.file_id, Step.ACCEPT, "业主本人到场")
        if steps > 2:
            _step(year, leader, made.file_id, Step.APPROVE, "同意。防水须闭水 48 小时")
        if steps > 4:
            proposed = year.runner.read(proposed_amounts, unit.id)
            facts = year.runner.read(file_by_id, made.file_id, year.today)
            signed = Agree(
                made.file_id,
                facts.version,
                "管理服务协议两份",
                signed_by=owners[0].name,
                management_fee=proposed.management_fee,
                waste_fee=proposed.waste_fee,
                deposit=proposed.deposit,
            )
            year.runner.run(agree, signed, actor=clerk)


def _step(year: Year, actor: Actor, file_id: int, step: Step, words: str) -> None:
    version = year.runner.read(file_by_id, file_id, year.today).version
    year.runner.run(take_step, TakeStep(file_id, version, words, step=step), actor=actor)
