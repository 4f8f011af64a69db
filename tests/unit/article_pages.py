# ruff: noqa: E501 - a line of markup is one line
"""Authored article pages in the layouts of many kinds of Chinese sites, each with its true body.

A layout is a function from a title and paragraphs to HTML. Names of places, sites and people are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from prose import GENRES

Layout = Callable[[str, tuple[str, ...]], str]
LAYOUTS: dict[str, Layout] = {}


class Page(NamedTuple):
    """A page and the body that a reader would copy out of it."""

    name: str
    html: str
    body: str


TITLES = {
    "speech": "在全县秋粮收购现场会上的讲话",
    "news": "白鹭湖湿地修复工程通过验收",
    "notice": "关于做好今冬明春森林防火工作的通知",
    "essay": "巷口的那只老钟",
}
COLUMNS = [
    "首页",
    "走进云溪",
    "政务公开",
    "办事服务",
    "互动交流",
    "专题专栏",
    "领导之窗",
    "公示公告",
    "招商引资",
    "旅游文化",
]
HEADLINES = [
    "柳河市召开河长制工作推进会", "青石渠清淤工程本周开工", "县中医院新门诊楼投入使用", "云溪镇举办第三届稻田摄影展", "全市中小学今起放暑假",
    "两条公交线路临时调整", "一批老旧小区改造完成招标", "农产品展销会吸引外地客商", "气象台发布大雾黄色预警", "职工技能大赛圆满落幕",
    "某县委书记在表彰会上的发言稿", "乡镇半年工作总结范文三篇", "学习心得体会精选", "个人述职报告通用版", "主持词开场白大全",
]  # fmt: skip


def layout(function: Layout) -> Layout:
    """Register a layout under its name."""
    LAYOUTS[function.__name__] = function
    return function


def pages() -> list[Page]:
    """Return every layout with two genres of text."""
    made = []
    for number, (name, build) in enumerate(LAYOUTS.items()):
        for genre in (list(GENRES)[number % 4], list(GENRES)[(number + 1) % 4]):
            paragraphs = tuple(GENRES[genre])
            made.append(Page(f"{name}/{genre}", build(TITLES[genre], paragraphs), "\n".join(paragraphs)))
    return made


def _links(words: list[str], tag: str = "li", end: str = "") -> str:
    return "".join(f'<{tag}><a href="/{i}.html">{word}</a>{end}</{tag}>\n' for i, word in enumerate(words))


def _ps(paragraphs: tuple[str, ...], indent: str = "　　", attrs: str = "") -> str:
    return "\n".join(f"<p{attrs}>{indent}{text}</p>" for text in paragraphs)


def _page(title: str, body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


@layout
def government_portal(title: str, text: tuple[str, ...]) -> str:
    return _page(
        f"{title}_云溪县人民政府",
        f"""<div class="header"><div class="logo">云溪县人民政府门户网站</div><ul class="nav">{_links(COLUMNS)}</ul></div>
        <div class="wrap"><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
        <div class="xxgk"><table><tr><td>索引号：</td><td>YX-2016-0032</td><td>发布机构：</td><td>县政府办</td></tr></table></div>
        <h1>{title}</h1><div class="info">发布时间：2016-11-02 09:12　来源：县政府办　浏览次数：<span id="c">328</span>次　字号：[大 中 小]</div>
        <div class="TRS_Editor">{_ps(text)}</div>
        <div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div><p>【打印本页】【关闭窗口】</p></div>
        <div class="footer"><p>主办：云溪县人民政府　承办：县大数据中心</p><p>备案号：某ICP备00000000号　网站标识码：0000000000</p></div>""",
    )


@layout
def old_table_site(title: str, text: tuple[str, ...]) -> str:
    left = "".join(f'<tr><td height=22><a href="/a{i}.asp">{h}</a></td></tr>' for i, h in enumerate(HEADLINES))
    brs = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{t}" for t in text)
    return f"""<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY bgcolor=#ffffff><TABLE width=778 align=center><TR><TD colspan=2>
    <TABLE><TR>{"".join(f"<TD><A href=x>{c}</A></TD>" for c in COLUMNS)}</TR></TABLE></TD></TR><TR><TD width=200 valign=top>
    <TABLE><TR><TD>热点文章</TD></TR>{left}</TABLE></TD><TD valign=top><TABLE><TR><TD align=center><B><FONT size=4>{title}</FONT></B></TD></TR>
    <TR><TD align=center>作者：佚名　来源：本站原创　点击数：1204　更新时间：2008-4-9</TD></TR><TR><TD><FONT size=3>{brs}</FONT></TD></TR>
    <TR><TD align=right>文章录入：admin　责任编辑：admin</TD></TR><TR><TD>上一篇文章：<A href=1>{HEADLINES[1]}</A><br>下一篇文章：<A href=2>{HEADLINES[2]}</A></TD></TR>
    </TABLE></TD></TR><TR><TD colspan=2 align=center>Copyright &copy; 2008 云溪在线 All Rights Reserved</TD></TR></TABLE></BODY></HTML>"""


@layout
def template_site(title: str, text: tuple[str, ...]) -> str:
    blurbs = "".join(
        f'<div class="item"><h3><a href="/{i}">{h}</a></h3><p>{h}，下面是整理好的内容，希望对您的写作有所启发，欢迎参阅和借鉴......</p></div>'
        for i, h in enumerate(HEADLINES[10:])
    )
    return _page(
        f"{title}-墨香范文网",
        f"""<div class="top"><a href="/login">登录</a> | <a href="/reg">注册</a></div><div class="mbx">{" > ".join(f"<a href=#>{c}</a>" for c in COLUMNS[:3])}</div>
        <div class="left"><h1>{title}</h1><p class="sub">时间：2019-03-08　|　投稿：小墨　|　字数：2406　|　<a href="#">下载</a></p>
        <div class="content">{_ps(text)}</div><div class="down"><a href="/d">点击下载文档</a><span>文档为doc格式</span></div>
        <div class="pagenav">上一篇：<a href=1>{HEADLINES[11]}</a> 下一篇：<a href=2>{HEADLINES[12]}</a></div><div class="xgwz"><h2>相关文章</h2>{blurbs}</div></div>
        <div class="right"><h2>热门范文</h2><ul>{_links(HEADLINES)}</ul></div><div class="foot">免责声明：本站内容来自用户上传，如有侵权请联系删除。</div>""",
    )


@layout
def unnamed_divs(title: str, text: tuple[str, ...]) -> str:
    paragraphs = "".join(f"<div><div><span>{t}</span></div></div>" for t in text)
    return _page(
        title,
        f"""<div><div>{"".join(f"<div><a href=/{c}>{c}</a></div>" for c in COLUMNS)}</div><div><div><div>{title}</div><div><span>2020-06-01 10:22</span><span>云溪发布</span></div>
        <div>{paragraphs}</div><div><div>阅读 1.2万</div><div>赞</div></div></div><div>{"".join(f"<div><a href=/{i}><div>{h}</div></a><div>3天前</div></div>" for i, h in enumerate(HEADLINES))}</div></div></div>""",
    )


@layout
def mobile_page(title: str, text: tuple[str, ...]) -> str:
    sections = "".join(
        f'<section style="margin:0"><section><p><span style="font-size:15px">{t}</span></p></section></section>'
        for t in text
    )
    return _page(
        title,
        f"""<div id="app"><h2 class="rich_media_title">{title}</h2><div><span>云溪观察</span> <em>2021-09-03</em></div>
        <div class="rich_media_content" style="visibility: visible">{sections}<p><br></p></div><p>长按二维码关注我们</p><div>预览时标签不可点</div><div>阅读原文</div></div>""",
    )


@layout
def one_line(title: str, text: tuple[str, ...]) -> str:
    return f"<html><head><title>{title}</title></head><body><a href=/>首页</a> <a href=/n>新闻</a><h3>{title}</h3><div>{' '.join(text)}</div></body></html>"


@layout
def news_with_sidebar(title: str, text: tuple[str, ...]) -> str:
    return _page(
        f"{title}_柳河新闻网",
        f"""<header><nav><ul>{_links(COLUMNS)}</ul></nav></header><main class="has-sidebar"><article><header><h1>{title}</h1><div class="meta"><time>2018-04-11 07:30</time> <span>来源：柳河日报</span> <span>编辑：罗某</span></div></header>
        {_ps(text, indent="")}<p>(责任编辑：罗某)</p><footer><a href="#">标签一</a></footer></article><aside><h3>今日要闻</h3><ol>{_links(HEADLINES)}</ol></aside></main>
        <section class="comments"><h3>网友评论</h3><div class="c"><b>风过无痕</b><p>写得真不错，去年我带孩子去看过，变化确实很大，希望能一直保持下去。</p></div><div class="c"><b>河边人</b><p>支持一下，不过周末实在太堵了，建议多开几趟公交车，方便大家出行。</p></div></section>""",
    )


@layout
def breaks_in_one_div(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f"""<div id="head">{"　".join(f'<a href="{i}">{c}</a>' for i, c in enumerate(COLUMNS))}</div><div id="zoom" class="main">{"<br/><br/>".join("　　" + t for t in text)}</div><div id="bottom">{"　".join(f'<a href="{i}">{h}</a>' for i, h in enumerate(HEADLINES[:6]))}</div>""",
    )


@layout
def mixed_inline_links(title: str, text: tuple[str, ...]) -> str:
    linked = tuple(t[:6] + f'<a href="/tag">{t[6:12]}</a>' + t[12:] for t in text)
    return _page(
        title,
        f'<div class="nav">{_links(COLUMNS, "span")}</div><div class="post"><h1>{title}</h1>{_ps(linked, indent="")}</div><div class="tags">标签：<a href=1>粮食</a> <a href=2>会议</a></div><ul class="list">{_links(HEADLINES)}</ul>',
    )


@layout
def long_related_snippets(title: str, text: tuple[str, ...]) -> str:
    snippets = "".join(
        f'<dl><dt><a href="/{i}">{h}</a></dt><dd>{h}。近年来，各地围绕这项工作做了许多有益的尝试，积累了一些经验，也存在一些不足，现就有关情况作一个简要的梳理……</dd></dl>'
        for i, h in enumerate(HEADLINES)
    )
    return _page(
        title,
        f'<div class="w"><h1>{title}</h1><div class="t">{_ps(text)}</div></div><div class="w"><h2>你可能还喜欢</h2>{snippets}</div>',
    )


@layout
def body_level_paragraphs(title: str, text: tuple[str, ...]) -> str:
    return f"<title>{title}</title><p><a href=/>返回首页</a></p><h2 align=center>{title}</h2><p align=center>2003年7月14日</p>{_ps(text)}<hr><p align=center>云溪县志办公室　版权所有</p>"


@layout
def pre_text(title: str, text: tuple[str, ...]) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><center><a href=i>回目录</a></center><pre>\n"
        + "\n".join("　　" + t for t in text)
        + "\n</pre><center><a href=n>下一页</a></center></body></html>"
    )


@layout
def list_items(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<ul id="menu">{_links(COLUMNS)}</ul><div class="box"><h1>{title}</h1><ol>{"".join(f"<li>{t}</li>" for t in text)}</ol></div><ul>{_links(HEADLINES)}</ul>',
    )


@layout
def nested_font(title: str, text: tuple[str, ...]) -> str:
    body = "".join(
        f'<p class="MsoNormal" style="text-indent:32pt"><span lang="EN-US"><o:p></o:p></span><font face="仿宋"><span style="font-size:16pt">{t}</span></font></p>\n<p>&nbsp;</p>'
        for t in text
    )
    return _page(
        title,
        f'<table><tr><td class="daohang">{"|".join(f"<a href={c}>{c}</a>" for c in COLUMNS)}</td></tr></table><table><tr><td class="bt">{title}</td></tr><tr><td class="nr">{body}</td></tr></table>',
    )


@layout
def adverts_between(title: str, text: tuple[str, ...]) -> str:
    with_ads = list(text)
    middle = len(with_ads) // 2
    body = (
        _ps(tuple(with_ads[:middle]))
        + '<div class="ad-box"><a href="/buy">点击领取百万字写作素材，限时免费</a></div>'
        + _ps(tuple(with_ads[middle:]))
    )
    return _page(
        title,
        f'<div id="c"><div id="a">{body}</div></div><div class="guanggao">加盟热线全天开通，欢迎来电咨询，名额有限，先到先得。</div>',
    )


@layout
def sidebar_before(title: str, text: tuple[str, ...]) -> str:
    side = "".join(
        f"<p><a href=/{i}>{h}</a></p><p>摘要：{h}，详情请点击标题查看全文内容。</p>" for i, h in enumerate(HEADLINES)
    )
    return _page(
        title,
        f'<div class="col1">{side}</div><div class="col2"><h1>{title}</h1><p>2015-02-11 16:40:02</p>{_ps(text)}<p>分享到：</p></div>',
    )


@layout
def microblog_card(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<div class="card"><div class="u">云溪观察员</div><div class="d">5-12 08:30 来自网页</div><div class="x" style="white-space:pre-wrap">{chr(10).join(text)}</div><div class="b"><span>转发</span><span>评论</span><span>赞</span></div></div>',
        head='<meta property="og:title" content="云溪观察员的动态">',
    )


@layout
def closing_disclaimer(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f"<div class=c1><div class=c2><h1>{title}</h1>{_ps(text)}<p>声明：本文由网友自行上传，不代表本站立场，如涉及版权问题请与管理员联系，我们将在第一时间处理。</p><p>上一篇：<a href=1>{HEADLINES[3]}</a></p><p>下一篇：没有了</p></div></div>",
    )


@layout
def signed_at_the_end(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<div class="menu">{_links(COLUMNS, "b")}</div><div class="article"><h1>{title}</h1>{_ps(text, attrs=" align=justify")}</div><div class="qr"><img src=a.png><p>扫一扫在手机打开当前页</p></div>',
    )


@layout
def unclosed_paragraphs(title: str, text: tuple[str, ...]) -> str:
    return (
        f"<html><title>{title}</title><body><div id=top><a href=/>云溪在线</a> &gt; <a href=/b>文库</a></div><h1>{title}</h1><p>"
        + "\n<p>".join(text)
        + "<div class=foot>网站简介 | <a href=/c>联系我们</a> | 客服电话见首页</div>"
    )


@layout
def site_lists_everywhere(title: str, text: tuple[str, ...]) -> str:
    lists = "".join(
        f"<div class='mod'><h3>{c}</h3><ul>{_links(HEADLINES, end=' <i>06-12</i>')}</ul></div>" for c in COLUMNS[:6]
    )
    return _page(title, f"{lists}<div class='mod'><h3>正文</h3>{_ps(text)}</div>{lists}")


@layout
def comments_unnamed(title: str, text: tuple[str, ...]) -> str:
    said = ["说得好", "学习了", "楼主辛苦", "这个问题早就该管一管了，赞成。", "我们村也是这样，盼着早点修好。"] * 3
    return _page(
        title,
        f"""<div class="k1"><div class="k2"><h1>{title}</h1>{_ps(text)}</div><div class="k3"><h4>全部{len(said)}条</h4>{"".join(f"<div><div>网友{i}　2017-01-0{i % 9 + 1} 12:00</div><div>{s}</div><div><a href=#>回复</a> <a href=#>举报</a></div></div>" for i, s in enumerate(said))}</div></div>""",
    )


@layout
def headings_inside(title: str, text: tuple[str, ...]) -> str:
    body = "".join(f"<p>{t}</p>" for t in text)
    return _page(
        f"{title} - 云溪县融媒体中心",
        f"<div class=crumb><a href=/>首页</a></div><div class='detail'><div class='detail-title'><h2>{title}</h2><span>云溪县融媒体中心</span><span>2022-08-19</span></div><div class='detail-content'>{body}</div></div><div class='detail-more'><ul>{_links(HEADLINES)}</ul></div>",
    )


@layout
def hidden_and_scripted(title: str, text: tuple[str, ...]) -> str:
    dirty = tuple(t[:8] + '<span style="display:none">云溪文库整理</span>' + t[8:] for t in text)
    return _page(
        title,
        f"<script>document.write('<p>广告位，欢迎联系，价格优惠，效果显著。</p>')</script><noscript><p>请开启脚本</noscript><div><h1>{title}</h1>{_ps(dirty)}</div><style>.a{{color:red}}</style><div hidden>{_ps(text)}</div>",
    )


@layout
def paged_article(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f"<div class=bread>位置：<a href=/>首页</a></div><div class=art><h1>{title}</h1><div class=ly>来源：网络　时间：2012-12-03　阅读：881</div>{_ps(text)}<div class=fy>共3页: <a href=#>上一页</a> <a>1</a> <a href=2>2</a> <a href=3>3</a> <a href=2>下一页</a></div></div>",
    )


@layout
def title_repeated(title: str, text: tuple[str, ...]) -> str:
    return _page(
        f"{title}|云溪文库",
        f"<h1>{title}</h1><div>{title}</div><div><p>{title}</p>{_ps(text)}</div><div>本文标题：{title}</div><div>本文地址：http://wenku.yunxi.example/88.html</div>",
    )


@layout
def document_with_signature(title: str, text: tuple[str, ...]) -> str:
    return _page(
        f"{title} 云溪县林业局",
        f"""<div id="hd">{_links(COLUMNS, "span")}</div><div id="bd"><table width="100%"><tr><td>索 引 号</td><td>LY/2020-11</td><td>主题分类</td><td>林业</td></tr><tr><td>名　　称</td><td colspan=3>{title}</td></tr></table>
        <div class="bt">{title}</div><div class="wh">云林防〔2020〕3号</div><div class="nr">{_ps(text)}</div></div><div id="ft"><p>地址：云溪县人民路1号　邮编：000000</p><p>建议使用1024*768以上分辨率浏览</p></div>""",
    )


@layout
def pictures_between(title: str, text: tuple[str, ...]) -> str:
    body = "".join(f'<p style="text-align:center"><img src="{i}.jpg"></p><p>{t}</p>' for i, t in enumerate(text))
    return _page(
        title,
        f'<div class="g-nav">{_links(COLUMNS, "a")}</div><div class="g-main"><h1>{title}</h1><div class="m">2019年08月30日 14:05 <a href=/s>柳河晚报</a></div><div class="txt">{body}</div><div class="m2"><span>（本文来源：柳河晚报）</span></div></div><div class="g-side"><dl><dt>排行</dt>{_links(HEADLINES, "dd")}</dl></div>',
    )


@layout
def every_paragraph_in_a_named_div(title: str, text: tuple[str, ...]) -> str:
    body = "".join(
        f'<div class="para"><div class="txt-wrap"><p class="s{i}">{t}</p></div></div><div class="gap"></div>'
        for i, t in enumerate(text)
    )
    return _page(
        title,
        f'<div class="app-bar"><span>打开APP</span></div><div class="head-title">{title}</div><div class="who"><b>云溪之声</b><i>昨天 09:20</i></div>{body}<div class="more"><p>更多精彩内容请打开客户端</p></div><div class="feed">{"".join(f"<a href={i}><div>{h}</div><span>云溪之声 {i}评</span></a>" for i, h in enumerate(HEADLINES))}</div>',
    )


@layout
def long_footer(title: str, text: tuple[str, ...]) -> str:
    legal = "本网站所登载之内容，如有侵犯他人声誉、版权或著作权等问题，请来信指出，本网将立即改正。凡注明来源为本网的作品，未经许可，任何媒体、网站及个人不得转载、链接、转贴或以其他方式复制发表。已经授权使用的，应在授权范围内使用，并注明来源。"
    return _page(
        title,
        f'<div class="x1"><a href=/>首页</a></div><div class="x2"><h1>{title}</h1>{_ps(text)}</div><div class="x9"><p>{legal}</p><p>本网法律顾问：云溪律师事务所</p></div>',
    )


@layout
def questions_and_answers(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<div class="n">{_links(COLUMNS, "em")}</div><h1 class="tt">{title}</h1><div class="qa"><div class="q"><b>{text[0]}</b></div>'
        + "".join(f'<div class="a"><p>{t}</p></div>' for t in text[1:])
        + '</div><div class="n2">共有12人参与　<a href=#>我要提问</a></div>',
    )


@layout
def misleading_names(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<div class="content"><ul>{_links(COLUMNS)}</ul></div><div class="article-list"><ul>{_links(HEADLINES)}</ul></div><div class="bottom-comment-wrap"><div class="ad-news"><h2>{title}</h2>{_ps(text)}</div></div><div class="article">云溪县融媒体中心主办</div>',
    )


@layout
def everything_in_a_form(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<form id="aspnetForm"><input type="hidden" value="x"><table><tr><td><select><option>{"</option><option>".join(COLUMNS)}</option></select></td></tr><tr><td><span id="lblTitle">{title}</span></td></tr><tr><td><span id="lblDate">2010/3/5 8:22:00</span></td></tr><tr><td><span id="lblContent">{"<br />".join("&nbsp; &nbsp; " + t for t in text)}</span></td></tr><tr><td><input type="submit" value="返回"></td></tr></table></form>',
    )


@layout
def abstract_before(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f'<div class="crumbs">云溪文库 &gt; 讲话</div><h1>{title}</h1><div class="abs">摘要：{text[0][:30]}...</div><div class="wz">{_ps(text)}</div><div class="wz-more"><h3>热门栏目</h3>{"".join(f"<span><a href={c}>{c}</a></span>" for c in COLUMNS)}</div>',
    )


@layout
def frames_of_divs_and_breaks(title: str, text: tuple[str, ...]) -> str:
    half = len(text) // 2
    return _page(
        title,
        f"<div><a href=/>返回</a></div><div><div><strong>{title}</strong></div><div><div>{'<br>'.join(text[:half])}</div><div><img src=ad.gif></div><div>{'<br>'.join(text[half:])}</div></div></div><div>友情链接：{' '.join(f'<a href={c}>{c}</a>' for c in HEADLINES)}</div>",
    )


@layout
def more_comments_than_article(title: str, text: tuple[str, ...]) -> str:
    said = [
        "我也去过那里，路确实难走，尤其是下雨天，希望有关部门尽快重视起来，给大家一个交代。",
        "写得很好，句句说到心坎里，转给家里人看了，都说是这么回事，期待下一步的动作。",
    ] * 8
    return _page(
        title,
        f'<div class="p1"><h1>{title}</h1><div class="p2">{_ps(text)}</div></div><div class="comment-area"><ul>{"".join(f"<li><img src=a.png><span class=name>游客{i}</span><p>{s}</p><span>2天前</span><a href=#>回复</a></li>" for i, s in enumerate(said))}</ul></div>',
    )


@layout
def broken_markup(title: str, text: tuple[str, ...]) -> str:
    return f"<html><head><title>{title}</title><body><div class=nav><a href=1>首页<a href=2>新闻<a href=3>文库</div><center><h1>{title}</center></h1><div id=nr><p><font color=red>{'</p></font><p><font>'.join(text)}</div></td></tr></table><div class=foot>版权所有<br>"


@layout
def state_council(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f"""<div class="content"><div class="crumb"><a href=/>首页</a> &gt; <a href=/gb>公报</a></div><div class="pages-title">{title}</div>
        <div class="pages_content" id="YX-CONTENT">{_ps(text)}</div><div class="qr_container">扫一扫在手机打开当前页</div></div><div class="footer"><p>主办单位：云溪县人民政府办公室　运行维护：云溪县大数据中心</p></div>""",
    )


@layout
def misleading_name(title: str, text: tuple[str, ...]) -> str:
    """An article in what is called a sidebar, and enough text around it that it is not most of the page."""
    about = "云溪县各乡镇街道村居便民服务中心窗口办事指南一览"
    return _page(
        title,
        f"""<div class="sidebar-wide"><h1>{title}</h1>{_ps(text)}</div><ul>{"".join(f"<li>{h} {about}</li>" for h in HEADLINES)}</ul>""",
    )


@layout
def shown_when_loaded(title: str, text: tuple[str, ...]) -> str:
    return _page(
        title,
        f"""<h1>{title}</h1><div id="js_content" class="rich_content" style="visibility: hidden; opacity: 0;">{_ps(text)}</div>
        <div class="tip" style="visibility: hidden">继续滑动看下一个，轻触阅读原文，向上滑动看下一个，长按识别二维码，关注我们。</div>""",
    )


@layout
def signed_off_before_more(title: str, text: tuple[str, ...]) -> str:
    """After the editor's name, openings of other articles, linked by a script: nothing marks them as links."""
    items = "".join(
        f'<div class="slide_item"><h3>{h}</h3><p>{h}，记者从现场了解到，这项工作从年初开始筹备，目前已经完成了前期的各项准备……</p><div class="slide_date">2019-09-09 21:38:04</div></div>'
        for h in HEADLINES[:6]
    )
    return _page(
        title,
        f"<div class=main><h1>{title}</h1><div class=artibody>{_ps(text)}<p>责任编辑：罗小溪</p></div><div class=slides>{items}</div></div>",
    )
