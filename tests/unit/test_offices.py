"""Who speaks: the table's own examples, the forms of titles and speaker lines, and what is no speaker."""

from __future__ import annotations

import pytest

from parsers.findings import Part, Span
from parsers.offices import Office, find_office, offices

BODY = "同志们：\n今天的会开得很紧凑，下面我讲三点意见。"


def part_of(title: str | None, *heads: str) -> Part:
    """Return a part with a title, lines between it and the body, and a short body."""
    lines = [line for line in (title, *heads) if line]
    text = "\n".join([*lines, BODY])
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Part(text, title, spans[0] if title else None, tuple(spans[1 if title else 0 :]), Span(at, len(text)))


def speaker(title: str | None, *heads: str) -> tuple[str | None, str | None]:
    """Return role and name of the speaker, and check that the words of each finding lie in the head."""
    part = part_of(title, *heads)
    found = {finding.field: finding for finding in find_office(part)}
    for finding in found.values():
        assert 0 <= finding.start < finding.end <= part.body.start
    role, name = found.get("speaker_role"), found.get("speaker_name")
    return role.value if role else None, name.value if name else None


@pytest.mark.parametrize("office", offices(), ids=lambda office: office.words[0])
def test_the_example_of_each_office_is_read(office: Office) -> None:
    title, role = office.example
    assert speaker(title)[0] == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("县委书记在全县粮食工作会议上的讲话", "县委书记"),
        ("区长在防汛调度会上的讲话", "区长"),
        ("常务副市长在财源建设座谈会上的讲话", "常务副市长"),
        ("镇长关于村级债务化解的讲话", "镇长"),
        ("区委书记平安创建讲话", "区委书记"),
        ("市长助理在招商会上的讲话", "市长助理"),
        ("县委组织部长在干部大会上的讲话", "县委组织部长"),
        ("某县县长在政府全体会议上的讲话", "县长"),
        ("××市委书记在项目观摩会上的讲话", "市委书记"),
        ("代县长在就职见面会上的讲话", "代县长"),
        ("乡党委书记表态发言", "乡党委书记"),
        ("县政协主席在提案办理会上的讲话", "县政协主席"),
        ("水利局局长在渠系清淤会上的讲话", "水利局局长"),
        ("新任水利局长在见面会上的讲话", "水利局局长"),
        ("县委副书记、县长在春耕动员会上的讲话", "县长"),
        ("县委书记、县人大常委会主任在闭幕会上的讲话", "县委书记"),
        ("县委常委、常务副县长在税收会议上的讲话", "常务副县长"),
    ],
)
def test_an_office_at_the_head_of_a_title_is_the_speakers(title: str, role: str) -> None:
    assert speaker(title)[0] == role


@pytest.mark.parametrize(
    "title",
    [
        "在全县新任乡镇党委书记培训班上的讲话",
        "在送别老县长座谈会上的讲话",
        "在全县村支书大会上的讲话",
        "在县长办公会上的讲话",
        "县长办公会讲话",
        "县委书记培训班讲话",
        "在县委书记抓基层党建述职会上的讲话",
        "在全市局长会议上的讲话",
        "新年致辞",
        "县长人选提名会上的讲话",
    ],
)
def test_an_office_inside_a_title_is_somebody_elses(title: str) -> None:
    assert speaker(title) == (None, None)


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("县委书记　赵明川", "县委书记", "赵明川"),
        ("县委书记 周 平", "县委书记", "周平"),
        ("（县长 何青山）", "县长", "何青山"),
        ("中共石桥县委书记 梁一川", "县委书记", "梁一川"),
        ("区委副书记、区长　钱立", "区长", "钱立"),
        ("镇党委书记", "镇党委书记", None),
        ("县委书记 某某", "县委书记", None),
        ("县长 ×××", "县长", None),
        ("副县长 罗启文（2019年3月2日）", "副县长", "罗启文"),
    ],
)
def test_a_speaker_line_tells_office_and_name(line: str, role: str, name: str | None) -> None:
    assert speaker("在全县秋收工作会议上的讲话", line) == (role, name)


@pytest.mark.parametrize(
    "title", ["镇党委书记动员讲话", "镇党委书记总结讲话", "镇党委书记就职讲话", "镇党委书记离任讲话"]
)
def test_what_a_speech_is_for_is_no_name(title: str) -> None:
    assert speaker(title) == ("镇党委书记", None)


def test_a_speaker_line_goes_before_the_title() -> None:
    assert speaker("县长在秋收工作会议上的讲话", "县委书记 赵明川")[0] == "县委书记"


@pytest.mark.parametrize("words", ["县委书记今天也来了", "刚才县长作了部署", "请各位镇长记下来"])
def test_an_office_in_the_body_is_not_the_speakers(words: str) -> None:
    text = f"在全县工作会议上的讲话\n{words}，我再讲三点意见。"
    part = Part(text, "在全县工作会议上的讲话", Span(0, 11), (), Span(12, len(text)))
    assert find_office(part) == ()


def of_body(body: str, title: str = "在全县干部大会上的讲话") -> str | None:
    """Return the office read from a part whose lines name none."""
    text = f"{title}\n{body}"
    part = Part(text, title, Span(0, len(title)), (), Span(len(title) + 1, len(text)))
    return next((finding.value for finding in find_office(part) if finding.field == "speaker_role"), None)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("市委决定，由我任佳县县委书记。我坚决服从。", "县委书记"),
        ("组织上安排我接任县委书记，是信任，更是考验。", "县委书记"),
        ("大会选举我担任市人民政府市长，这是重托。", "市长"),
        ("各位邻居：我是街道办事处主任，也是这里的住户。", "街道办事处主任"),
        ("完不成任务，我这个镇长第一个检讨。", "镇长"),
        ("作为县委书记，安全上出了事，我第一个负责。", "县委书记"),
        ("我作为分管副县长，要向大家作检讨。", "副县长"),
        ("我担任区长以来，跑得最多的就是这条河。", "区长"),
    ],
)
def test_an_office_that_the_speaker_says_he_holds(body: str, role: str) -> None:
    assert of_body(body) == role


@pytest.mark.parametrize(
    "body",
    [
        "如果我是县长，我就先问一句为什么。",
        "我是县长派来的，今天只听不说。",
        "十年前我是乡长，那时候路还没有通。",
        "他拍着胸脯说，我是镇长，我说了算。",
        "作为县委书记，要管好自己的家人。",
        "作为县委书记，他吃住在坝上，我很佩服。",
        "我当过乡长，知道大家的难处。",
        "我是前任县长的秘书。",
        "我给县长写过信。",
        "有个支书讲：“我是支部书记，我先上。”",
        "组织上安排我到县里工作，县委书记找我谈了话。",
    ],
)
def test_an_office_that_is_another_s_or_was(body: str) -> None:
    assert of_body(body) is None


def test_what_follows_a_dash_and_a_label_before_the_title() -> None:
    assert speaker("关于信访形势——某县长在月度例会上的讲话")[0] == "县长"
    text = "第二篇 村党支部书记土地托管动员会讲话\n乡亲们："
    part = Part(text, text[4:19], Span(0, 19), (), Span(20, len(text)))
    assert [finding.value for finding in find_office(part)] == ["村党支部书记"]


def test_a_part_without_title_has_no_speaker() -> None:
    assert speaker(None) == (None, None)


@pytest.mark.parametrize(
    ("head", "role", "name"),
    [
        ("魏东升", None, "魏东升"),
        ("常　海", None, "常海"),
        ("发言提纲", None, None),
        ("江西省", None, None),
        pytest.param(
            "高标准", None, None, marks=pytest.mark.xfail(reason="a word of a surname's character", strict=True)
        ),
        ("县委副书记、县委党校校长 谷雨", "县委副书记", "谷雨"),
        ("县委副书记、政法委书记：江水", "县委副书记", "江水"),
        ("县乡村振兴局局长 柳青", "乡村振兴局局长", "柳青"),
        ("惠州市市场监管局局长 方明", "市场监管局局长", "方明"),
        ("区政协党组书记、主席 高山", "区政协主席", "高山"),
        ("市卫健委主任 苗壮", "卫健委主任", "苗壮"),
        ("副州长 阿依努尔·买买提", "副州长", "阿依努尔·买买提"),
        ("共青团某县委书记 万里", "团县委书记", "万里"),
        ("副市长、市公安局局长 铁军", "副市长", "铁军"),
        ("副市长、市应急管理局党委书记", "副市长", None),
        ("市应急管理局党委书记", "应急管理局党委书记", None),
        ("省委常委、省政法委书记", "省委政法委书记", None),
        ("县长：#", "县长", None),
        ("县直机关工委书记", "县直机关工委书记", None),
        ("县教育局副局长 谷雨", "教育局副局长", "谷雨"),
        ("市委副秘书长", "副秘书长", None),
        ("团县委副书记", "团县委副书记", None),
        ("县委常委、县人武部政委", "人武部政委", None),
        ("县人民法院党组书记、院长", "法院院长", None),
        ("县长候选人", None, None),
    ],
)
def test_forms_of_speaker_lines(head: str, role: str | None, name: str | None) -> None:
    assert speaker("在大会上的讲话", head) == (role, name)


@pytest.mark.parametrize(
    ("own", "others", "role"),
    [
        ("在全镇防汛会上的讲话", ["县长在全县草原景区建设协调会上的讲话"], None),
        ("在全镇防汛会上的讲话", ["第二篇：县委书记在全县经济工作会议上的讲话", "镇长在全镇防汛会上的讲话"], "镇长"),
        ("全镇防汛会讲话", ["镇长全镇防汛会讲话稿"], "镇长"),
        ("讲话", ["镇长在全镇防汛会上的讲话"], "镇长"),
        ("县委常委、宣传部部长全县义务教育动员会讲话稿", [], "宣传部部长"),
    ],
)
def test_a_list_of_titles_names_the_speakers_of_others(own: str, others: list[str], role: str | None) -> None:
    text = "\n".join([own, *others, "同志们：大家好。"])
    spans, at = [], 0
    for line in (own, *others):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    part = Part(text, own, spans[0], (), Span(at, len(text)), tuple(spans[1:]))
    assert next((finding.value for finding in find_office(part)), None) == role


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("李明川同志在全县重阳节座谈会上的致辞", "李明川"),
        ("学习李明川同志在防汛会上的讲话", None),
        ("李明川同志先进事迹报告", None),
    ],
)
def test_a_comrade_at_the_head_of_a_title_is_the_speaker(title: str, name: str | None) -> None:
    assert speaker(title)[1] == name


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("山城县县长李明川：在全县防火会上的讲话", ("县长", "李明川")),
        ("XX市副市长XXX:在全市防火会上的讲话", ("副市长", None)),
        ("王家坪：在全县防火会上的讲话", (None, None)),
    ],
)
def test_a_speaker_at_the_head_of_a_title_may_have_a_colon(title: str, who: tuple[str | None, str | None]) -> None:
    assert speaker(title) == who
