"""Shapes of single lines: hits and near misses."""

from __future__ import annotations

import pytest

from parsers.shapes import Shape
from parsers.shapes.lines import shape_of
from parsers.shapes.salutations import salutation_end
from parsers.shapes.titles import part_header, title_core

SHAPES = [
    ("同志们:", Shape.SALUTATION),
    ("尊敬的各位领导、各位来宾，女士们、先生们：", Shape.SALUTATION),
    ("主任、各位副主任、秘书长、各位委员：", Shape.SALUTATION),
    ("老少爷们,婶子大娘们:", Shape.SALUTATION),
    ("各位河长：", Shape.SALUTATION),
    ("抗旱服务队的全体队员：", Shape.SALUTATION),
    ("在座的各位乡贤、同志们：", Shape.SALUTATION),
    ("在家的各位委员：", Shape.SALUTATION),
    ("新上任的各位村干部：", Shape.SALUTATION),
    ("各位厂长、经理：", Shape.SALUTATION),
    ("希望在座的各位干部：", Shape.PROSE),
    ("要求服务队的全体队员：", Shape.PROSE),
    ("感谢水利站的各位同志：", Shape.PROSE),
    ("xx 书记、xx 镇长,各位 同志:", Shape.SALUTATION),
    ("镇党委书记 X 同志们:", Shape.PROSE),
    ("尊敬的各位老乡：", Shape.SALUTATION),
    ("同志们", Shape.SALUTATION),
    ("同志们！", Shape.SALUTATION),
    ("尊敬的各位领导各位来宾女士们先生们", Shape.SALUTATION),
    ("讲　话", Shape.TITLE),
    ("代写讲话，每篇93元", Shape.SHORT),
    ("青峰县林业局局长简舟", Shape.SPEAKER),
    ("同志们！冲锋号已经吹响，让我们", Shape.PROSE),
    ("“同志们：", Shape.SHORT),
    ("会议要求各级领导干部：", Shape.PROSE),
    ("各位要记住：", Shape.SHORT),
    ("第3篇", Shape.PART_HEADER),
    ("共3篇", Shape.SHORT),
    ("第三篇:副镇长在养老保险扩面会上的讲话", Shape.PART_HEADER),
    ("【篇二】", Shape.PART_HEADER),
    ("【范例三】", Shape.PART_HEADER),
    ("例文2：副镇长在护林会上的讲话", Shape.PART_HEADER),
    ("3、《副镇长在护林会上的讲话》", Shape.PART_HEADER),
    ("材料三：副镇长在护林会上的讲话", Shape.PART_HEADER),
    ("议程三：副镇长在护林会上的讲话", Shape.TITLE),
    ("12 副镇长在护林会上的讲话", Shape.PART_HEADER),
    ("12 月副镇长在护林会上的讲话", Shape.TITLE),
    ("Part 2 副镇长在护林会上的讲话", Shape.PART_HEADER),
    ("第二部分 副镇长在护林会上的讲话", Shape.PART_HEADER),
    ("第二部分 抓好落实", Shape.SHORT),
    ("目标二：每亩多收五十斤", Shape.PROSE),
    ("我乡入选全县典型范例3个", Shape.SHORT),
    ("全镇清渠动员会材料（之三）", Shape.PART_HEADER),
    ("乡长表态发言(2)", Shape.PART_HEADER),
    ("其他回答(3)", Shape.SHORT),
    ("第一篇章已经翻过去了", Shape.SHORT),
    ("(20xx年7月9日)", Shape.DATELINE),
    ("在全乡护林会上的讲话（2016年3月9日）", Shape.TITLE),
    ("2016年3月9日在全乡护林会上的讲话", Shape.TITLE),
    ("2016年3月9日讲话", Shape.DATELINE),
    ("（2016年3月9日在全乡护林会上）", Shape.DATELINE),
    ("二〇〇七年一月六日", Shape.DATELINE),
    ("（2016.11.3 县委党校）", Shape.DATELINE),
    ("发布时间:2016年11月3日", Shape.SHORT),
    ("2016年11月3日,天还没有亮,河堤上已经站满了人,手电筒的光连成一条线。", Shape.PROSE),
    ("青峰县林业局局长 简 舟", Shape.SPEAKER),
    ("葛 青", Shape.SPEAKER),
    ("青江市委书记简XX", Shape.SPEAKER),
    ("*书记在欢送会上的致辞。", Shape.TITLE),
    ("认真学习县长在动员会上的讲话。", Shape.PROSE),
    ("散会以后印发县长在动员会上的讲话。", Shape.PROSE),
    ("葛 青 川", Shape.SPEAKER),
    ("范本", Shape.SHORT),
    ("在全县冬修水利动员会上的讲话", Shape.TITLE),
    ("副市长在2019年**节开幕式上的致辞(节选)", Shape.TITLE),
    ("在全区河长会议上的讲话提", Shape.TITLE),
    ("2012年度安全生产工作总结", Shape.OTHER_TITLE),
    ("关于做好秋季禁烧工作的通知", Shape.OTHER_TITLE),
    ("述职报告", Shape.OTHER_TITLE),
    ("一、认清形势", Shape.HEADING),
    ("(三)管护要跟上", Shape.HEADING),
    ("今天会议的主要任务是传达上级精神,对三秋工作进行再部署,确保颗粒归仓。刚才三个村作了很好的......", Shape.SNIPPET),
    ("同志们：今天我们召开全镇禁烧大会，主要任务是传达贯彻县里会议精神……[查看全文]", Shape.SNIPPET),
    ("点击进入", Shape.SHORT),
    ("★★★ 在全县护林动员会上的讲话 ★★★", Shape.TITLE),
    ("在全县护林动员会上的讲话(第2页)-青禾文秘", Shape.TITLE),
    ("讲话人：副县长 简舟", Shape.SPEAKER),
    ("主讲人：简舟", Shape.SPEAKER),
    ("发言人要提前到场", Shape.SHORT),
    ("会议时间：2016年11月3日", Shape.DATELINE),
    ("(讲话时间：2016年11月3日)", Shape.DATELINE),
    ("(2016·11·3)", Shape.DATELINE),
    ("地点：县委党校　时间：2016年11月3日", Shape.DATELINE),
    ("时间：2016年11月3日", Shape.SHORT),
]


@pytest.mark.parametrize(("line", "shape"), SHAPES, ids=[line[:18] for line, _ in SHAPES])
def test_shape(line: str, shape: Shape) -> None:
    assert shape_of(line) is shape


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("同志们:今天", 4),
        ("各位代表：现在", 5),
        ("他说:各位请坐", 0),
        ("第一,同志们:要", 0),
        ("村民们,听我说:", 0),
        ("加强领导", 0),
        ("各位领导", 4),
        ("", 0),
    ],
)
def test_a_salutation_ends_with_its_colon(line: str, end: int) -> None:
    assert salutation_end(line) == end


@pytest.mark.parametrize(
    ("line", "core"),
    [
        ("在全县双拥工作会上的讲话(全文)", "在全县双拥工作会上的讲话"),
        ("区长在夜市开街仪式上的致辞范文[五篇]", "区长在夜市开街仪式上的致辞"),
        ("在四套班子联席（扩大）会议上的讲话", "在四套班子联席（扩大）会议上的讲话"),
    ],
)
def test_title_core_drops_what_sites_append(line: str, core: str) -> None:
    assert title_core(line) == core


def test_a_part_header_gives_its_title() -> None:
    header = part_header("篇2：河道保洁员培训会上的讲话")
    assert header is not None
    assert header["title"] == "河道保洁员培训会上的讲话"
