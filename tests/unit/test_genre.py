"""Signals run on their own examples; verdicts on short authored texts of each kind."""

from __future__ import annotations

import pytest

from parsers import parse_page
from parsers.genre import Signal, judge, signals
from parsers.shapes import Shape
from schemas import RawPage, Status


@pytest.mark.parametrize("signal", signals(), ids=lambda signal: signal.id)
def test_a_signal_hits_its_hits_and_misses_its_misses(signal: Signal) -> None:
    assert signal.hits
    assert signal.misses
    for text in signal.hits:
        assert signal.pattern.search(text), text
    for text in signal.misses:
        assert not signal.pattern.search(text), text


# fmt: off
# ruff: noqa: E501
SPEECHES = [
    ("各位乡亲：\n今天开个短会，就说一件事，村口那座桥明天开修，请大家绕行。谢谢大家！", None, True),
    ("同志们:\n我讲三点意见。一要早谋划,二要细安排,三要严考核。各乡镇今晚就要行动起来。", "在全县三秋会上的讲话", True),
    ("各位来宾，老师们、同学们：\n今天中学校庆，我代表石岭镇党委、政府祝贺它六十岁生日。这里的师生为我们争了光。", "校庆致辞", True),
    ("各位来宾，女士们、先生们：\n晚上好！欢迎来到花海边上，山里的夏天凉，请大家多住几晚，我们一起看花。", "旅游发展大会讲话", True),
    ("同志们：\n今天我来县法院，是宣布县委的决定。法官手里有杆秤，审判工作要放到全县大局里去想。我代表县委讲三点意见，各乡镇都要支持法院。", "在县人民法院干警大会上的讲话", True),
    ("同志们：\n今天把各家银行请来，共商银企对接的事。各支行要敢贷，客户经理要下到园区去，县财政拿两千万作补偿，我县的企业不差信用。我讲三点。", "在全县金融工作座谈会上的讲话", True),
    ("各位工友：\n今天鞋厂的生产线开机，订单有了，车间有了。我代表镇党委、政府表示祝贺！镇里承诺，水电有人管，孩子上学有人安排。", "在制鞋厂开工仪式上的致辞", True),
    ("同志们：\n今天请秘书科的同志来坐一坐，我讲讲写材料。写好材料先要下去看，起草不能靠抄，改稿要舍得。稿子写好了，州里的事才说得清。", "在全州政府系统办公室业务培训会上的讲话", True),
    ("各位来宾，女士们、先生们：\n晚上好！欢迎来到山里过夏天，请大家多住几晚，我们一起看花，祝大家玩得开心！", "市旅游文化产业发展大会讲话", True),
    ("今天，我们在这里举行新桥通车仪式，我代表镇党委、镇政府向建设者表示感谢！祝大家出入平安！", "在通车仪式上的致辞", False),
]

OTHERS = [
    ("novel", "“散会！”老秦沉声道。他站起身，走出门去。她皱了皱眉，没有说话。“书记，”她低声说，“我走了。”他叹了口气。", None),
    ("news", "本报讯(记者 何川)3日,县里召开抗旱会。县委书记孔明强调,要保人饮。会议指出,要算好水账。县领导出席会议。", None),
    ("news", "9日下午，柳河镇召开清洁村庄会。镇长带着大家看了三个村。一要摸清底数，二要排好工期，务必在月底前完工。（陶小满 齐远）", None),
    ("novel", "第(2/3)页 掌声落下，老马松开话筒，说：“今天把乡亲们请来，是要把村口的桥、村后的渠、村里的路三件事放在一起说一说，我希望大家都讲。”众人面面相觑。", None),
    ("summary", "现将我镇上半年工作汇报如下：我们修了三座桥，各村都通了水，镇党委政府十分重视。共组织检查40次，共发放补助300份。", None),
    ("no_speech", "过去的一年，我们乡镇修了三座桥，我们的各村都通了水。我们还种了三千亩茶，各村的收入都有增加。", None),
    ("company", "同志们：\n今天我们召开总结会，我代表公司党委向大家拜年。公司上下要把利润抓上去，各车间要把客户服务好。", "在总结会上的讲话"),
    ("essay", "讲话稿的标题一般由单位和事由组成,开头要点题,正文要分层,结尾要有力。写好讲话稿先要弄清谁来讲。", "怎样写好讲话稿"),
    ("notice", "各乡镇人民政府:\n现将有关事项通知如下。请认真贯彻执行。特此通知。\n附件:任务分解表", "关于开展护林工作的通知"),
    ("school", "各位领导、各位来宾：\n我是石岭镇中心小学的教师，今天领奖的心情很激动。镇里的路修通以后，我们的课堂也宽敞了，谢谢大家！", "获奖教师代表的发言"),
    ("army", "同志们：\n今天欢送老兵。战友们站过的岗不会忘，连队的营区不会忘，我代表全连官兵祝老战士一路平安！", "在老兵退伍仪式上的讲话"),
    ("society", "各位会员、各位嘉宾：\n今天商会成立三周年，我代表商会理事会欢迎各位会长回家，会员从八十家长到了二百家。谢谢大家！", "周年庆典致辞"),
    ("society", "各位领导、各位来宾：\n今天我代表全村的用水户说几句。自来水进了家，感谢镇党委、镇政府为各村办了一件大好事！谢谢大家！", "村民代表在通水仪式上的发言"),
    ("society", "尊敬的各位领导，同志们：\n我叫何川，在镇上修了三十年水表。今天市委把奖发给我，我要谢谢大家，回去把各村的水管好。", "在表彰会上的先进个人发言"),
    ("national", "各位代表：\n我代表国务院向大会作报告。各省市都要把粮食抓上去，各部门都要把账算清。", "国务院总理在全国农业会议上的讲话"),
    ("essay", "一、讲话的写法\n由标题、称谓、正文、结尾组成。称谓要顶格写，如“尊敬的各位来宾，我代表县委、县政府向大家致以问候”。", None),
    ("essay", "1.要有等不起的紧迫感。\n2.同志们，使命重在担当。\n3.我讲三点意见，各乡镇要压实责任。\n4.让我们为建设新县城而努力奋斗！", "领导讲话常用排比句大全"),
    ("no_speech", "各位姐妹：\n分别二十年，我们终于又坐到了一张桌子旁。大家都好吗？我提议为青春干一杯，祝大家幸福快乐！", None),
    ("no_speech", "他把话说完，乡镇的人都没有作声。老马翻开本子：“我讲三点意见，请大家回去就办，我代表镇里给大家鞠躬。”各村的人散了。", None),
    ("contest", "各位领导、各位同事：\n我来竞争水利站副站长这个职位。我认为自己熟悉全镇的沟渠，如果我竞争上了，一定把水管好。", None),
    ("justice", "同志们：\n今天召开作风整顿大会。立案慢、送达难，合议庭合而不议，我讲三点意见。庭长要盯住长期未结案，法官手里的笔写的是别人的身家。我市的人民群众都在看。", "院长在全院作风整顿大会上的讲话"),
    ("company", "同志们：\n在县委、县政府的关心下，我行存款过了百亿。今天我讲三点：乡镇网点要盯住汇款，柜面复核不能走过场，客户经理末位的转岗。各支行要签状，谢谢大家！", "在年中工作会议上的讲话"),
    ("company", "同志们：\n今天召开会议，主要任务是落实上级党委部署。我讲四点意见，党员身边要无事故，困难职工要有人管。让我们为一流企业而努力奋斗！", "公司党委书记在党建工作会议上的讲话"),
    ("no_speech", "同志们：\n今天召开年终总结会，一年来征收再上台阶，窗口连续五年零投诉，稽查补缴过了千万，这些成绩是大家拼出来的。明年怎么干，我讲三点：一要应收尽收，二要把窗口变成笑脸，三要严禁吃拿卡要。我相信大家做得到，祝大家新年快乐，合家幸福，万事如意，身体健康！", "在全局年终总结会上的讲话"),
    ("contest", "青春是什么？青春是泥巴路上的脚印。作为一名年轻的乡镇干部，我们镇里的各村我都走过，镇党委派我去最远的村。\n我要在那里扎根！", "乡镇干部演讲稿：青春与使命同行"),
    ("society", "各位宗亲：\n大家好！今天我们在祠堂欢聚，我讲三点：一要出钱，二要出力，三要把人丁报准。我们这一支散居在全县七个乡镇，祝各位人丁兴旺！", "在宗亲联谊会上的讲话"),
    ("contest", "各位领导、各位同事：\n大家好！今天我演讲的题目是《泥巴路》。我在镇上驻村三年，走遍了村里每一户。让我们都到村里去，谢谢大家！", "最美青春演讲稿"),
    ("summary", "尊敬的各位领导：\n欢迎到我镇检查指导。下面，我就防汛工作向各位领导作一汇报。我镇沿河有九个村，镇党委组建抢险队二十二支。以上汇报，请批评指正。", "关于我镇防汛工作的汇报"),
    ("guide", "各位游客朋友：\n大家好！欢迎来到我们镇上。我是今天的讲解员小何。请大家跟我来，前面是全镇最老的石桥。祝大家玩得开心！", None),
    ("novel", "“同志们，今天这个会是县委临时决定开的。”老秦的声音传遍礼堂。\n“我讲三点，招商不能停，信访不能松，乡镇的作风不能散。”\n他停下来喝茶。", None),
    ("essay", "同志们：\n我们在这里召开________会议，主要任务是________。刚才，________同志作了________，讲得很好，________、________、________。各乡镇要________，为________而努力奋斗！", "在大会上的讲话"),
    ("school", "老师们、同学们：\n新学期开始了，我校全体师生要努力。同学们要爱护校园，家长们要配合班主任，教职工要备好课。", "校长的讲话"),
]
# fmt: on
SPEECHES.append(
    (
        "各位老师，同志们：\n今天我们一起过教师节，向广大教职工问好。教师代表、校长代表刚才的发言讲得很好。"
        "师生的事没有小事，老师们的房子、孩子们的课桌、食堂的饭菜都要管好，每位校长都要守好自己的课堂。",
        "区委书记在教师节表彰会上的讲话",
        True,
    )
)


@pytest.mark.parametrize(("text", "title", "saluted"), SPEECHES)
def test_a_speech_is_one_however_short(text: str, title: str | None, *, saluted: bool) -> None:
    verdict = judge(text, title, Shape.TITLE if title else None, saluted=saluted)
    assert verdict.is_speech, verdict.reason


PLACELESS = (
    "同志们：\n今天开个短会，我讲三点。一要把账算清，哪一笔是怎么花的，月底以前都要写在纸上，不许含糊；"
    "二要把人管住，谁的人谁负责，出了事先问班子再问本人；三要把话说清，做得到的才讲，讲了的就要做到。会后我一个一个地看，看了不行的，我当面说，不留情面。"
    "{}做到今天不容易，不要让人在背后戳我们的脊梁骨。请大家回去就办。"
)


@pytest.mark.parametrize(
    ("who", "is_speech"),
    [
        ("××人民", True),
        ("全某某上下", True),
        ("**县的干部", True),
        ("全XX农业", True),
        ("我们", False),
        ("××公司", False),
        ("××市第一中学", False),
        ("XX人民医院", False),
        ("**局上下", False),
    ],
)
def test_a_sign_where_a_place_would_stand_is_a_word_of_a_locality(who: str, *, is_speech: bool) -> None:
    text = PLACELESS.format(who)
    assert judge(text, "在年终总结会上的讲话", Shape.TITLE, saluted=True).is_speech is is_speech


@pytest.mark.parametrize(
    ("who", "title", "is_speech"),
    [
        ("沿江各级政府", "在紧急视频会上的讲话", True),
        ("大家", "在防御台风紧急视频会上的讲话", True),
        ("大家", "在省大桥合龙仪式上的讲话", True),
        ("大家", "在任前谈话会上的讲话", True),
        ("大家", "在紧急视频会上的讲话", False),
        ("大家", "在省分公司紧急视频会上的讲话", False),
    ],
)
def test_what_only_those_do_who_govern_places_a_speech(who: str, title: str, *, is_speech: bool) -> None:
    assert judge(PLACELESS.format(who), title, Shape.TITLE, saluted=True).is_speech is is_speech


@pytest.mark.parametrize(
    ("shown", "is_speech"),
    [
        ("内容预览：各县市区的同志：今天开个短会，话不多，只讲三点……", True),
        ("在紧急视频会上的讲话：各县市区的同志：今天开个短会……", True),
        ("内容预览：各位同事：今天开个短会，话不多，只讲三点……", False),
        ("在全县水利会上的讲话：各县市区的同志：今天开个短会……", False),
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_a_preview_shows_the_words_that_stand_on_another_page(shown: str, *, is_speech: bool, below: bool) -> None:
    body = PLACELESS.format("大家").removeprefix("同志们：\n今天开个短会，我讲三点。")
    lines = (
        "在紧急视频会上的讲话",
        *(() if below else (shown, "在紧急视频会上的讲话", "（2014年3月6日）")),
        body,
        shown if below else "",
    )
    published = parse_page(RawPage("page.txt", "\n".join(lines).encode())).page.status is Status.PUBLISHED
    assert published is is_speech


def test_a_letter_is_no_speech_however_it_greets() -> None:
    text = "秋收防火公开信\n尊敬的各位乡亲：\n秋收以后地里的秸秆一根也不能烧，我镇的山连着村，火一起来就不认人，请大家相互提醒。"
    assert parse_page(RawPage("part.txt", text.encode())).page.status is Status.REJECTED


@pytest.mark.parametrize(("who", "is_speech"), [("各乡镇的", True), ("各兄弟剧团的", False)])
def test_a_text_without_head_must_speak_of_a_locality(who: str, *, is_speech: bool) -> None:
    text = f"今天我们请{who}朋友来，我代表大家说三点意见，我相信请大家来没有请错。谢谢大家！"
    assert judge(text, None, None, saluted=False).is_speech is is_speech


@pytest.mark.parametrize(("above", "genre"), [("山城学院校长 何川", "school"), ("山城县县长 何川", "speech")])
def test_a_line_above_the_text_tells_whether_a_school_speaks(above: str, genre: str) -> None:
    text = "今天，你们毕业了，我向大家表示祝贺！我们一起走过的路，请带到各自的家乡去，谢谢大家！"
    assert judge(text, "在毕业典礼上的讲话", Shape.TITLE, saluted=False, above=above).genre == genre


def test_who_leads_a_county_speaks_for_it_to_those_of_factories() -> None:
    text = "十天的课上完了，成本怎么算，质量怎么管，大家心里有了数。回到厂里，把徒弟也教会。谢谢大家！"
    title = "在厂长（经理）讲习班结业时的讲话"
    assert judge(text, title, Shape.TITLE, saluted=True).genre == "company"
    assert judge(text, title, Shape.TITLE, saluted=True, above="山城县副县长　何川").genre == "speech"


@pytest.mark.parametrize(("whom", "genre"), [("全市三十万乡亲", "speech"), ("组委会全体同仁", "society")])
def test_who_speaks_for_all_the_people_of_a_place_leads_it(whom: str, genre: str) -> None:
    text = f"各位来宾：三天的灯会就要收灯了。我代表组委会、代表{whom}，谢谢大家！灯谜猜完了，灯还亮着，请大家明年再来。"
    assert judge(text, "在灯会闭幕式上的讲话", Shape.TITLE, saluted=True).genre == genre


def test_a_script_without_that_word_is_told_by_its_items() -> None:
    text = (
        "各位来宾，同志们：\n今天我们举行新桥开工仪式，我代表镇党委欢迎大家。参加今天开工仪式的有各村的乡亲。\n"
        "第一项，请副镇长石岚同志介绍大桥；\n……\n第二项，请施工单位代表发言；\n……\n仪式到此结束，谢谢大家！"
    )
    assert judge(text, None, None, saluted=True).genre == "script"


def test_a_salutation_counts_that_its_text_runs_into() -> None:
    text = "【正】同志们：沟渠清淤从明天起就要铺开。这个会是布置会，也是鼓劲会，镇里为它开了三次碰头会，县水利局的同志也来看过两回"
    assert parse_page(RawPage("part.txt", text.encode())).page.status is Status.PUBLISHED


def test_a_list_of_chapters_over_a_speech_makes_no_novel() -> None:
    links = "".join(f"<li><a href='/{n}.html'>第{n}章 夜访</a></li>" for n in range(31, 36))
    text = "<p>一、沟渠要清。明天起各村都要出人，我和大家一起下沟。</p><p>二、泵站要修。请电力部门今晚就派人。</p>"
    page = f"<h3>延伸阅读</h3><ul>{links}</ul><h1>县长在全县冬修工作会议上的讲话</h1>{text}"
    assert parse_page(RawPage("part.html", page.encode())).page.status is Status.PUBLISHED


@pytest.mark.parametrize(("genre", "text", "title"), OTHERS, ids=[row[0] for row in OTHERS])
def test_what_only_looks_like_a_speech_is_named(genre: str, text: str, title: str | None) -> None:
    shape = None if title is None else Shape.OTHER_TITLE if genre == "notice" else Shape.TITLE
    assert judge(text, title, shape, saluted=text.startswith(("同志们", "各位", "老师们"))).genre == genre
