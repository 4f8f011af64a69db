"""The table of dated terms, and the interval their uses leave."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.findings import Part, Span
from parsers.vocabulary import clues
from parsers.vocabulary_context import fold
from parsers.vocabulary_families import count
from parsers.vocabulary_interval import conflicts, last_day, narrow
from parsers.vocabulary_table import Entry, Subject, table

ENTRIES = table().entries
TERMS = [entry for entry in ENTRIES if entry.family == "term"]
YEARS = [entry for entry in ENTRIES if entry.family not in ("term", "recurring", "day")]
DAYS = [entry for entry in ENTRIES if entry.family == "day"]
SHARED = [entry for entry in ENTRIES if entry.family == "recurring"]


def part(body: str, title: str = "") -> Part:
    """Make a part of a body, with a title before it where one is given."""
    text = f"{title}\n{body}" if title else body
    start = len(text) - len(body)
    return Part(text, title or None, Span(0, len(title)) if title else None, (), Span(start, len(text)))


def interval(body: str) -> tuple[str | None, str | None]:
    """Return the interval of a body."""
    found = narrow(clues(part(body)))
    return (found.earliest, found.latest) if found else (None, None)


def test_table_is_large_enough_and_its_words_have_one_term() -> None:
    assert len(TERMS) >= 250
    words = [word for entry in TERMS for word in entry.words]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_entries_are_well_formed() -> None:
    """One test of all, since there are two thousand and each is quick."""
    for entry in ENTRIES:
        assert re.search("[0-9]{4}|党的|十三五", entry.source), (entry.words, entry.source)
        for word in entry.words:
            assert word == fold(word, 0).text, "words are matched without quotation marks and spaces"
        days = [date.fromisoformat(day) for day in (entry.earliest, entry.latest) if day]
        assert days == sorted(days), entry.words
        assert entry.family != "term" or days, entry.words
        assert entry.family != "term" or entry.kind in table().kinds, entry.words


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry.words[0])
def test_example_is_dated_by_its_term(entry: Entry) -> None:
    found = [c for c in clues(part(entry.example)) if c.kind == entry.kind and c.term in entry.words]
    assert found, entry.example
    assert entry.earliest in {c.earliest for c in found} or any(c.exact for c in found)
    if entry.latest:
        assert entry.latest in {c.latest for c in found}, "the example must put the term to use"


@pytest.mark.parametrize("entry", YEARS, ids=lambda entry: entry.words[0])
def test_example_of_a_year_gives_the_year(entry: Entry) -> None:
    assert interval(entry.example) == (f"{entry.year}-01-01", f"{entry.year}-12-31")


@pytest.mark.parametrize("entry", SHARED, ids=lambda entry: entry.words[0])
def test_example_of_a_shared_name_is_of_its_year(entry: Entry) -> None:
    days = [day for time in entry.times for day in time.held or ()]
    assert days == sorted(days)
    assert any(clue.options and clue.term in entry.words for clue in clues(part(entry.example)))
    earliest, latest = (int((day or "0")[:4]) for day in interval(entry.example))
    assert earliest <= entry.year <= latest <= earliest + 4


@pytest.mark.parametrize("entry", DAYS, ids=lambda entry: entry.words[0])
def test_example_of_a_day_is_of_its_year(entry: Entry) -> None:
    assert any(clue.options and clue.term in entry.words for clue in clues(part(entry.example)))
    earliest, latest = (int((day or "0")[:4]) for day in interval(entry.example))
    assert earliest <= entry.year <= latest <= earliest + 2


@pytest.mark.parametrize("subject", table().subjects, ids=lambda subject: subject.words[0])
def test_example_of_a_paper_is_of_its_year(subject: Subject) -> None:
    assert list(subject.years) == sorted(subject.years)
    assert all(f"{year}年" in subject.source for year in subject.years)
    assert {(day or "")[:4] for day in interval(subject.example)} == {str(subject.year)}


BOUNDED = [
    # plans
    ("今年是“十一五”规划的最后一年。", "2010-01-01", "2010-12-31"),
    ("今年是“十二五”开局之年。", "2011-01-01", "2011-12-31"),
    ("明年是‘十三五’规划的开局之年,要早谋划。", "2015-01-01", "2015-12-31"),
    ("刚刚过去的一年,是“十四五”的开局之年。", "2022-01-01", "2022-12-31"),
    ("去年是十四五的第一年。", "2022-01-01", "2022-12-31"),
    ("今年是“十三五”规划的第二年。", "2017-01-01", "2017-12-31"),
    ("今年是“十五”计划的收官之年。", "2005-01-01", "2005-12-31"),
    ("水库要挤进“十二五”规划。", "2008-07-01", "2017-06-28"),
    ("对比“十一五”,“十二五”的路子更宽。", "2008-07-01", "2017-06-28"),
    ("一九九五年建的桥。", None, None),
    ("二十五期间检查。", None, None),
    ("再不努力,就要掉到十四五名开外。", None, None),
    # congresses and plenums
    ("全面贯彻党的十六大和十六届三中、四中全会精神。", "2004-09-16", "2006-11-12"),
    ("学习贯彻十八届三中、四中、五中全会精神。", "2015-10-26", "2017-11-28"),
    ("以优异成绩迎接党的十八大胜利召开。", "2010-11-09", "2012-11-15"),
    ("喜迎二十大,干部要带头。", "2020-10-16", "2022-10-23"),
    ("即将召开的党的十七大将作出部署。", "2005-10-15", "2007-10-22"),
    ("刚刚闭幕的党的十九大描绘了蓝图。", "2017-10-18", "2018-02-15"),
    ("党的十八大以来,村里变了样。", "2012-11-08", None),
    ("落实市委十一届四次全会和县委九届五次全会精神。", None, None),
    ("落实十一届三中全会以来的政策。", "1978-12-18", None),
    ("认真贯彻十一届全国人大三次会议精神。", "2010-03-03", "2011-06-30"),
    ("九届全国人大一次会议刚刚闭幕。", "1998-03-03", "1998-07-31"),
    ("十届全国人大二次会议通过的修正案。", "2004-03-03", None),
    ("明年就是改革开放四十年。", "2017-01-01", "2017-12-31"),
    ("八项规定管了一年。", "2012-07-01", "2014-06-30"),
    ("八项规定管了一年又一年。", "2012-10-05", None),
    ("认真贯彻县十五届人大三次会议精神。", None, None),
    ("十六大项目一齐开工。", None, None),
    # a congress yet to come, by the short name that would be too common a word
    ("十六大下半年开,信访要稳住。", "2002-01-01", "2002-11-15"),
    ("十七大今年秋天就要开了。", "2007-01-01", "2007-10-22"),
    ("十八大还有一百天,包案要到人。", "2011-11-09", "2012-11-15"),
    ("用实际行动喜迎二十大。", "2020-10-16", "2022-10-23"),
    ("上个月雅典奥运会闭幕,我们的金牌不少。", "2004-08-13", "2005-01-26"),
    ("下个月召开党的十七大,离奥运会也不到一年了。", "2007-08-14", "2007-10-22"),
    ("奥运会一年一年看。", None, None),
    ("下个月召开党的十七大精神宣讲会。", "2007-10-15", "2012-11-08"),
    ("十六大项目下半年开工。", None, None),
    ("二十大棚今年建成。", None, None),
    # the opening of a plan without 之年
    ("“十二五”开局,水利欠账多。", "2010-10-01", "2012-03-30"),
    ("“十三五”开局以来,路通了。", "2016-03-01", "2021-04-30"),
    # anniversaries and the n-th day
    ("以优异成绩庆祝建党90周年。", "2010-01-01", "2011-12-31"),
    ("学习总书记在庆祝中国共产党成立100周年大会上的讲话。", "2020-01-01", None),
    ("统筹抓好庆祝建党100周年各项活动。", "2020-01-01", "2021-12-31"),
    ("我们隆重庆祝了建党100周年。", "2020-01-01", "2022-03-01"),
    ("改革开放30多年的经验。", "2008-01-01", "2018-12-31"),
    ("明年是新中国成立七十周年。", "2018-01-01", "2018-12-31"),
    ("到新中国成立八十周年的时候,改革任务全部完成。", None, "2029-12-31"),
    ("距建党100周年只有两年了。", None, "2021-12-31"),
    ("再过两年就是建党100周年。", "2019-01-01", "2019-12-31"),
    ("再过一个月就是建党90周年。", "2010-07-01", "2011-12-31"),
    ("到建国六十周年的今天,路通了。", "2008-01-01", "2010-12-31"),
    ("建国5年。", None, None),
    ("我在村里住了30年。", None, None),
    ("今年是建厂五十周年。", None, None),
    ("今天是第二个家长日。", None, None),
    ("贯彻新世纪以来第七个中央一号文件。", "2010-01-01", "2010-12-31"),
    ("落实第三号令和一号文件。", None, None),
    ("今年祖国六十岁,村里要唱戏。", "2009-01-01", "2009-12-31"),
    ("离祖国六十岁生日不远了。", None, "2009-12-31"),
    ("祖国七十岁生日还有两个月。", "2018-07-01", "2019-12-31"),
    ("今年改革开放也是四十年。", "2018-01-01", "2018-12-31"),
    ("建党九十年的表彰会上,我们拿了先进。", "2010-07-01", "2012-06-30"),
    ("国庆六十周年的烟花看过了。", "2008-07-01", "2010-06-30"),
    ("建国六十周年那年修的路。", "2008-01-01", None),
    ("国庆五十一周年,到厂里吃顿饭。", "1999-01-01", "2001-12-31"),
    ("今年是第三届,改革开放的大潮里我们干了四十年。", None, None),
    # years counted from a year to today, and from today to a year
    ("一九〇四年七月打的仗。到今年夏天,整整一百年。", "2004-01-01", "2004-12-31"),
    ("老书记一九六四年走的,到这个月整整五十年。", "2014-01-01", "2014-12-31"),
    ("一九五八年建的县,整整一个甲子。", "2018-01-01", "2018-12-31"),
    ("1978年上山,整整六年没有下来。", None, None),
    ("九一年大水过去四年了,庄台还没修。", "1994-01-01", "1996-12-31"),
    ("九八年那场洪水过去快两年了。", "1999-01-01", "2000-12-31"),
    ("八七年那场火,烧了县城,二十一年多了。", "2007-01-01", "2009-12-31"),
    ("1998年通的车,至今已经二十多年。", "2018-01-01", "2027-12-31"),
    ("二十四年前,一九九四年,两家分开。", "2017-01-01", "2019-12-31"),
    ("1998年我们总结过去20年的教训。", None, None),
    ("1958年建厂,到1988年整整三十年。", None, None),
    ("1958年建厂,到现在合同还有二十年。", None, None),
    ("从2008年算起,到今年底还有三年任务。", None, None),
    ("到本世纪末还有五年半,任务很重。", "1994-01-01", "1996-12-31"),
    ("验收时间是二〇〇〇年,掐着指头只有三年。", "1996-01-01", "1998-12-31"),
    ("路是2005年修的,只有三年就坏了。", None, None),
    ("到2020年还有不到三年。", "2016-01-01", "2018-12-31"),
    ("到2020年还有三年前的欠账。", None, None),
    # years named
    ("刚刚过去的2009年,全乡修路二十里。", "2009-12-15", "2010-12-31"),
    ("值此2012年新春佳节来临之际,向大家拜年。", "2011-11-01", "2012-03-31"),
    ("去年(2013年),全镇脱了帽。", "2014-01-01", "2014-12-31"),
    ("去年（２０１３年），全镇脱了帽。", "2014-01-01", "2014-12-31"),
    ("今年是二○○八年。", "2008-01-01", "2008-12-31"),
    ("截至2009年底,通了电。", "2009-01-01", None),
    ("2011年以来,路通了。", "2011-01-01", None),
    ("2008年的教训,大家都忘不了。", "2008-01-01", None),
    ("2016年那场大水,淹了半个县城。", "2016-01-01", None),
    ("1998年的大桥还在用。", None, None),
    ("到2015年,力争全县通自来水。", None, "2015-12-31"),
    ("从2003年到2008年,实现了翻番。", None, None),
    ("2012年的今天不好说。", None, None),
    # tense
    ("曾开展先进性教育。", "2002-11-02", None),
    ("2005年先进性教育以来,作风好转。", "2002-11-02", None),
    ("深入开展先进性教育活动。", "2002-11-02", "2007-12-27"),
    ("原国土资源局的房子。", "1997-12-10", None),
    ("战胜了非典型肺炎,也战胜了洪水。", "2003-02-01", None),
    ("明年将开展“六五普法”。", None, None),
    # history cannot move the first day
    ("党的十五大召开那年修的路,如今要服务乡村振兴。", "2017-10-18", None),
    ("当前正在学习贯彻党的十六大精神。另外,落实河长制,推进乡村振兴。", "2017-10-18", None),
    ("坚持邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想。", "2017-10-18", None),
    ("用“三个代表”重要思想武装头脑。", "1999-12-27", "2019-04-16"),
    # how long ago it was
    ("去年汶川大地震以后,校舍都查了一遍。", "2009-01-01", "2009-12-31"),
    ("去年五月,我们为玉树地震灾区捐了款。", "2011-01-01", "2011-12-31"),
    ("党的十七大今年秋天召开,维稳是硬任务。", "2007-01-01", "2007-10-22"),
    ("今年将召开党的二十大,稳字当头。", "2022-01-01", "2022-10-23"),
    ("去年召开的十八届三中全会部署了改革。", "2014-01-01", "2014-12-31"),
    ("全会精神不能忘,十七届三中全会刚刚闭幕。", "2008-10-09", "2009-03-08"),
    ("明年的北京奥运会,安保从现在抓起。", "2007-01-01", "2007-12-31"),
    ("禁毒法实施五周年了。", "2011-07-01", "2014-06-30"),
    ("三年前的雨雪冰冻灾害还在眼前。", "2010-07-01", "2012-06-30"),
    ("今年要学习贯彻党的十八大精神。", "2012-11-08", "2016-11-08"),
    ("去年我们学习了党的十六大报告。", "2002-11-08", "2007-10-15"),
    ("刚才讲到汶川大地震。", "2008-05-12", None),
    ("今年是汶川地震十周年。", "2018-01-01", "2018-12-31"),
    ("去年修订的行政许可法。", "2003-02-28", None),
    # a plan drafted, under way, looked back on
    ("抓紧编制“十三五”规划。", "2013-07-01", "2016-09-28"),
    ("“十二五”以来,路通了。", "2011-03-01", "2016-04-29"),
    ("回顾“十一五”,成绩很大。", "2010-03-01", "2011-12-31"),
    ("这届班子要管到“十四五”收官。", "2018-07-01", "2027-06-29"),
    ("大力实施“十四五”规划。", "2020-10-01", "2026-03-31"),
    ("“十一五”还剩五个月,指标要补上。", "2010-01-01", "2010-12-31"),
    ("“十三五”只有两年了,时间不等人。", "2018-01-01", "2019-12-31"),
    ("离“十三五”还有一年,规划要先行。", "2013-07-01", "2022-06-29"),
    ("“十三五”还剩几年,要抓紧。", "2013-07-01", "2022-06-29"),
    ("“十三五”还有几个项目没有开工。", "2013-07-01", "2022-06-29"),
    # how far a plan is, and the plans whose numbers are words, in quotation marks
    ("“九五”头一年的粮食,保住了九成。", "1995-10-01", "1997-03-31"),
    ("“八五”还剩四个月,年底算账。", "1995-01-01", "1995-12-31"),
    ("“十五”计划年底交账,路还差十里。", "2005-01-01", "2005-12-31"),
    ("年底“十一五”收官。", "2010-01-01", "2010-12-31"),
    ("“十一五”最后半年,账要清。", "2010-01-01", "2010-12-31"),
    ("“十四五”过半,评估要说真话。", "2023-05-01", "2024-06-30"),
    ("十四五一半不到,不能松。", "2021-01-01", "2023-08-31"),
    ("“十三五”规划中期评估要见人见事。", "2018-01-01", "2019-06-30"),
    ("“十四五”过半,“十五五”要谋划。", "2023-07-01", "2024-06-30"),
    ("今年抗洪要像九八抗洪那样。", "1998-06-15", "2003-06-15"),
    ("“十二五”刚起步,水利先行。", "2011-01-01", "2012-03-31"),
    ("老书记讲“七五”以后的事。", None, None),
    ("正月十五闹花灯,六五普法要跟上。", "2010-07-01", "2017-06-28"),
    ("十四五过半百的人。", "2018-07-01", "2027-06-29"),
    # meetings that share a name, and congresses by the short one
    ("微信群里传开了:三中全会刚开过。十八大以来路好走了。“十二五”过半。", "2013-11-09", "2014-04-08"),
    ("健康码要查,下个月六中全会要开。", "2021-09-07", "2021-11-15"),
    ("健康码要查,下个月要学六中全会精神。", "2020-01-27", "2023-08-15"),
    ("健康码要查,市委六中全会刚开过。", "2020-01-27", "2023-08-15"),
    ("去年十月的六中全会讲文化。学习型政党要建好。", "2012-01-01", "2017-06-28"),
    ("十六大在上个星期闭幕。", "2002-11-08", "2003-03-08"),
    ("二十大去年秋天开过。", "2023-01-01", "2023-12-31"),
    ("二十大刚开过半年。", "2023-02-17", "2023-06-21"),
    ("十月十九大作出决定。", "2017-10-18", "2017-12-31"),
    ("今年下半年要开十九大。", "2017-01-01", "2017-10-25"),
    ("秋后党要开十六大。", "2002-01-01", "2002-11-15"),
    ("十八大项目去年开工。", None, None),
    ("十六大产业要开出新路。", None, None),
    ("党的二十大十月十六日召开,住稳就是答卷。", "2022-01-01", "2022-12-31"),
    ("下半年还要召开党的十五大。", "1997-01-01", "1997-09-19"),
    ("国庆就在眼前,下个月党的十七大召开。", "2007-08-14", "2007-10-22"),
    ("党的二十大还有半个月就开,消防通道要查。", "2022-03-13", "2022-10-16"),
    ("上个月十七大闭幕,支书们要听懂。", "2007-10-15", "2008-02-12"),
    ("用河水的变化向党的十九大交卷。", "2015-10-19", "2017-10-25"),
    ("按照党的十九大提出的要求交卷。", "2017-10-18", "2022-10-16"),
    ("京九铁路开通在即,治安要好。", "1992-10-01", "1996-09-08"),
    ("今后五年是“十三五”的关键时期。", "2014-07-01", "2017-06-30"),
    ("明年要开十六大。", "2001-01-01", "2002-01-07"),
    ("十六大快开了。", "2001-11-08", "2002-11-15"),
    ("距离党的十八大召开还有两个月。", "2012-08-07", "2012-11-08"),
    ("十九大开过快一年了,政策要落地。", "2017-11-22", "2019-09-13"),
    ("十八大以来的这三年,村里变了。", "2014-12-13", "2016-10-03"),
    ("十八大以来全县十年规划都在改。", "2012-11-08", None),
    ("健康码要查,六中全会开过一个月了。", "2021-10-08", "2022-02-09"),
    ("健康码要查,上月底的五中全会要学。", "2020-10-26", "2021-03-25"),
    ("十三五进入最后一年。", "2019-10-01", "2021-03-31"),
    ("今年是十四五的第二个年头。", "2022-01-01", "2022-12-31"),
    ("离十二五结束还有两年。", "2013-01-01", "2014-06-30"),
    ("明年进入“十一五”。", "2005-01-01", "2005-12-31"),
    ("北京奥运会还有100天。", "2008-03-30", "2008-08-08"),
    ("汶川地震还有两个月就满两年。", "2008-05-12", None),
    ("非典过去才一年,不能忘。", "2003-07-01", "2005-06-30"),
    ("去年是“非典”关着门。", "2004-01-01", "2004-12-31"),
    ("入世第三个年头。", "2002-07-01", "2005-06-30"),
    ("八项规定出台五年来,作风好了。", "2016-07-01", "2018-06-30"),
    ("今年学习八项规定。", "2012-10-05", None),
    ("脱贫攻坚只剩三年了。", "2016-01-01", "2018-12-31"),
    ("今年是共和国五十华诞。", "1999-01-01", "1999-12-31"),
    ("为下个世纪打基础。", "1982-07-03", "2002-06-29"),
    # what is heard for some time, and what is looked back on
    ("落实九个严禁,乡镇换届要稳。", "2015-10-02", "2018-02-25"),
    ("落实国之大者,二十届中央纪委三次全会刚刚开过。", "2024-01-08", "2024-06-06"),
    ("健康码要查,曾有新修订的未成年人保护法。", "2020-01-27", "2023-08-15"),
    ("龙年的春节还有十天,值班不许换。微信群要回。", "2011-12-13", "2024-02-10"),
    ("下周要召开党的十五大精神学习会。", "1997-09-12", "2002-11-08"),
    ("去年新的《安全生产法》施行。", "2001-12-31", None),
    # what is prepared for
    ("迎接北京奥运会,送菜要检测。", "2001-07-13", "2008-08-31"),
    # what is reviewed in a paragraph about last year happened then
    ("怎样看去年?去年很不容易。年初那场雨雪冰冻,压垮了电塔。", "2009-01-01", "2009-12-31"),
    ("年初那场雨雪冰冻,压垮了电塔。", "2008-01-01", "2008-12-31"),
    # what is fresh
    ("天津港爆炸的教训,要刻在墙上。", "2015-08-12", "2020-08-11"),
    ("改革开放四十年,山沟变了样。", "2017-01-01", "2021-12-31"),
    # figures of years
    ("2008年完成税收八千万元,2009年达到一亿元。", "2009-01-01", "2012-12-31"),
    ("2008年完成税收八千万元,2015年要达到三亿元。", None, None),
    ("1998年建成的桥,2003年被评为样板。", "2003-01-01", None),
    ("贯彻《关于做好2006年换届工作的通知》。", "2005-10-01", "2007-06-30"),
    # the longest term wins
    ("六五普法要到村。", "2010-07-01", "2017-06-28"),
    ("三严三实专题教育要开好头。", "2015-02-09", "2017-08-27"),
    # a day without its year beside a law, a happening or a word; not where the year stands, or the day is one of memory
    ("5月1日起道路交通安全法施行。", "2004-01-01", "2005-02-28"),
    ("去年七月一日行政许可法施行。", "2005-01-01", "2005-12-31"),
    ("明年元旦起,公务员法施行。", "2005-01-01", "2005-12-31"),
    ("元旦起施行的公务员法要学。", "2005-10-01", "2007-02-28"),
    ("2004年5月1日道路交通安全法施行。", "2003-05-01", None),
    ("5月1日起开展道路交通安全法宣传。", "2003-05-01", None),
    ("6月1日前完成食品安全法培训。", "2008-09-01", None),
    ("元旦期间查道路交通安全法执行。", "2003-05-01", None),
    ("7月8日道路交通安全法实施。", "2003-05-01", None),
    ("四月十四号那场地震,孩子们哭了一夜。", "2010-01-01", "2011-02-28"),
    ("5月12日举行地震应急演练。", None, None),
    ("四月十四日地震纪念日,全县默哀。", None, None),
    ("四月十五号那场地震,没有伤人。", None, None),
    ("八月八日是全民健身日,办一场球赛。", None, None),
    # a month without its year, what is issued, and what is told as some months old
    ("九月杭州亚运会,我们送了两车菜。", "2023-01-01", "2024-02-29"),
    ("曾说九月杭州亚运会要办。", "2015-09-16", None),
    ("三月杭州亚运会的票开卖。", "2015-09-16", None),
    ("去年底中央出台了八项规定。", "2013-01-01", "2013-12-31"),
    ("八项规定出台九个多月,饭局少了。", "2013-07-09", "2013-11-10"),
    ("去年八项规定执行得好。", "2012-10-05", None),
    # plans
    ("今年是“八五”的末一年。", "1995-01-01", "1995-12-31"),
    ("国家刚定了“九五”计划。", "1995-09-01", "1996-12-31"),
    ("“十三五”开了头,路要接着修。", "2016-01-01", "2017-03-31"),
    # a congress by which something is to be done, or of this month
    ("十六大以前,最后一户必须搬出帐篷。", "2001-11-08", "2002-11-15"),
    ("十六大以前的老路,不走了。", None, None),
    ("十九大这个月十八号开,都守在岗位上。", "2017-09-17", "2017-10-25"),
    ("十七届三中全会过几天就开,讲农村。", "2007-10-10", "2008-10-16"),
    ("再过几个月就是二〇二〇年,没有退路。", "2019-02-01", "2020-01-15"),
    ("再过几年就是2020年。", None, None),
    ("大家好。", None, None),
]


@pytest.mark.parametrize(("body", "earliest", "latest"), BOUNDED)
def test_interval(body: str, earliest: str | None, latest: str | None) -> None:
    assert interval(body) == (earliest, latest)


EARLY_AND_LATE = [
    # tried out, announced or drafted before the day of the decision
    ("草场要围栏轮牧,退牧还草的项目马上下来。", 2001),
    ("坚持外防输入、内防扩散,路口只留四条。", 2020),
    ("《食品安全法》马上就要出台,作坊要整改。", 2008),
    # in general use before a slogan or a paper had it, and after an event that made it known
    ("“零就业家庭”必须动态清零。", 2020),
    ("变静态管理为动态管理,户籍要跟人走。", 2006),
    ("出台招商引资二十条措施。", 2012),
    ("招商、城建、路网三大攻坚战都要打赢。", 2009),
    ("打好猪病疫情防控阻击战。", 2007),
    ("低温雨雪冰冻天气要来了,融雪剂备足。", 2024),
    ("继续实行适度从紧的货币政策。", 1996),
    ("工程要又快又好发展起来。", 1998),
    ("学习安全生产法规,人人过关。", 1997),
    ("宣传食品安全法律知识。", 2007),
    ("按照行政监察法的规定处理。", 2005),
    ("同客商零距离亲密接触。", 2001),
    ("落实两免一补政策。", 2018),
    ("今年取消了农业税。", 2005),
    # what goes on to be another word
    ("农业部门、卫生部门要到户。", 2024),
    ("建设部队要过境,文化部署到位。", 2015),
    ("请环保部门和人事部门配合。", 2006),
    ("提高铁路运量,同铁路部门商量。", 1996),
    # in local use long after it left the papers
    ("全县国内生产总值增长一成二。", 2009),
    ("推动全县经济持续快速健康发展。", 2013),
    ("项目建设要又好又快往前赶。", 2018),
    ("企业之间的三角债要清。", 2019),
    ("信用村建设要整村推进。", 2020),
    ("请自然资源规划局把地块定下来。", 2023),
    ("镇综治办要把排查做实。", 2021),
    # a common word, not the meeting or the slogan of that name
    ("今天召开民营企业座谈会,请各位老板讲真话。", 2012),
    ("文艺工作座谈会开得热烈。", 2006),
    ("今天召开全县脱贫攻坚总结表彰大会。", 2018),
    ("当前要抓好三项重点工作,确保完成两个确保。", 2019),
    ("工程要干得又快又好。", 2021),
    ("村民组长都要到场。", 2019),
    ("面对经济下行压力,信心比黄金重要。", 2009),
    ("不忘初心,方得始终。", 2014),
    ("公安局开门大接访。", 2006),
]


@pytest.mark.parametrize(("body", "year"), EARLY_AND_LATE)
def test_year_lies_within_the_interval(body: str, year: int) -> None:
    earliest, latest = interval(body)
    assert (earliest or "0000")[:4] <= str(year) <= (latest or "9999")[:4]


@pytest.mark.parametrize(
    ("stated", "body", "terms"),
    [
        ("2020", "深入开展保先教育,贯彻党的十六大报告指出的方向。", {"保先教育", "党的十六大", "十六大报告"}),
        ("2005", "全面推进乡村振兴。", {"乡村振兴"}),
        ("2012", "今年是“十三五”规划的开局之年。", {"十三五规划的开局之年", "十三五"}),
        ("2009-03-12", "新华路上的微信群很热闹。", {"微信"}),
        ("2006", "深入开展保先教育。", set()),
        ("2018", "请国土局配合。", set()),
        ("2021", "请国土局配合。", set()),
        ("20XX-05-22", "全面推进乡村振兴。", set()),
        ("XXXX-05-22", "全面推进乡村振兴。", set()),
        ("2020", "曾开展保先教育,经验可用。", set()),
        ("2020", "大家好。", set()),
    ],
)
def test_contradictions(stated: str, body: str, terms: set[str]) -> None:
    given_part = part(body, "2020年在乡里的讲话")
    found = conflicts(stated, clues(given_part))
    assert {finding.value.split()[0] for finding in found} == terms
    assert all(f.field == "date_conflict" and f.rule == "date.vocabulary" for f in found)


@pytest.mark.parametrize(
    ("title", "bounds"),
    [
        ("在全镇2018年总结表彰大会上的讲话", ("2018-11-01", "2019-08-31")),
        ("在2018年全镇春耕大会上的讲话", None),
        ("在建党九十周年座谈会上的讲话", ("2010-10-01", "2012-03-30")),
        ("在学习党的十七大精神培训班上的讲话", ("2007-10-15", "2010-10-14")),
        ("在第七次人口普查动员会上的讲话", ("2019-10-31", "2021-11-07")),
    ],
)
def test_a_title_names_the_occasion(title: str, bounds: tuple[str, str] | None) -> None:
    found = narrow(clues(part("大家好。", title)))
    assert (found and (found.earliest, found.latest)) == bounds


def test_a_year_summed_up_does_not_shield_itself() -> None:
    assert conflicts("2020", clues(part("深入开展保先教育,学好党的十六大报告。", "2020年总结表彰讲话")))


def test_a_likely_last_day_contradicts_nothing() -> None:
    assert conflicts("2023", clues(part("天津港爆炸的教训,东方之星沉没的教训,都要记住。", "2023年讲话"))) == ()


def test_one_term_too_new_by_months_is_a_slip_of_the_table() -> None:
    assert conflicts("2015", clues(part("全面推行林长制、河长制。", "2015年讲话")))
    assert conflicts("2016", clues(part("全面推行林长制。", "2016年讲话"))) == ()


def test_spans_are_those_of_the_whole_text() -> None:
    given_part = part("我们要落实 “三个代表” 重要思想。\n今年是“十一五”规划的最后一年。", "在会上的讲话")
    words = [given_part.text[c.start : c.end] for c in clues(given_part)]
    assert "三个代表" in words
    assert "十一五”规划的最后一年" in words


@pytest.mark.xfail(strict=True, reason="a quotation of an old slogan without a mark of the past counts as its use")
def test_unmarked_quotation() -> None:
    assert interval("老支书常念叨“保先教育”四个字。")[1] is None


@pytest.mark.parametrize(
    ("written", "number"),
    {
        "5": 5,
        "100": 100,
        "八": 8,
        "十": 10,
        "十五": 15,
        "八十五": 85,
        "百": 100,
        "一百零五": 105,
        "一百一十": 110,
    }.items(),
)
def test_count(written: str, number: int) -> None:
    assert count(written) == number


WORDS = sorted(word for entry in ENTRIES for word in entry.words)


@given(
    st.lists(
        st.sampled_from([*WORDS, "。", "“", " ", "今年是", "100周年", "2009年", "以来", "第十个", "\n"]), max_size=12
    )
)
def test_any_mixture_gives_an_ordered_interval_with_spans(pieces: list[str]) -> None:
    given_part = part("".join(pieces))
    for clue in clues(given_part):
        assert 0 <= clue.start < clue.end <= len(given_part.text)
        assert clue.latest is None or last_day(clue) >= clue.latest
    found = narrow(clues(given_part))
    if found and found.earliest and found.latest:
        assert found.earliest <= found.latest
