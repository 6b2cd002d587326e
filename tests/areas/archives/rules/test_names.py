"""D0.1: names in pinyin, surnames read as surnames, both readings found."""

from __future__ import annotations

import pytest

from frontdesk.areas.archives.rules.names import initials_of, pinyin_of, same_name, search_words


@pytest.mark.parametrize(
    ("name", "surname", "everyday"),
    [
        ("单雄", "shanxiong", "danxiong"), ("曾雅", "zengya", "cengya"), ("仇超", "qiuchao", "chouchao"),
        ("解晓", "xiexiao", "jiexiao"), ("查霞", "zhaxia", "chaxia"), ("朴伟", "piaowei", "puwei"),
        ("区志", "ouzhi", "quzhi"), ("盖红", "gehong", "gaihong"), ("翟强", "zhaiqiang", "diqiang"),
        ("尉迟恭", "yuchigong", "weichigong"), ("乐春", "yuechun", "lechun"), ("万俟明", "moqiming", "wansiming"),
        ("单于丹", "chanyudan", "danyudan"), ("吕文", "lvwen", "luwen"), ("覃芳", "qinfang", "tanfang"),
    ],
)  # fmt: skip
def test_d0_1_surnames_are_read_as_surnames_and_the_everyday_reading_is_found_too(name, surname, everyday):
    readings = pinyin_of(name).split()
    assert readings[0] == surname
    assert everyday in readings


def test_d0_1_initials_of_every_reading():
    assert initials_of("单雄").split() == ["sx", "dx"]
    assert initials_of("张硕") == "zs"
    assert initials_of("尹婷军") == "ytj"
    assert initials_of("欧阳锋") == "oyf"


def test_d0_1_companies_and_foreign_names():
    pinyin, initials = search_words("北京翠湖物业服务有限公司")
    assert (pinyin, initials) == ("beijingcuihuwuyefuwuyouxiangongsi", "bjchwyfwyxgs")
    assert search_words("John Smith") == ("johnsmith", "js")
    assert search_words("阿依古丽·买买提")[1].split()[0] == "ayglmmt"


def test_d0_1_a_long_name_stays_within_its_column():
    pinyin, initials = search_words("曾" * 80)
    assert 0 < len(pinyin) <= 400
    assert 0 < len(initials) <= 80


def test_t14_one_name_written_in_two_ways_is_one():
    assert same_name("阿依古丽·买买提", "阿依古丽•买买提")
    assert same_name("张 三", "张三")
    assert not same_name("张三", "张三丰")
