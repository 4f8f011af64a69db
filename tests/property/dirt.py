"""What sites do to a speech, as small functions over the lines of a page; each takes a seeded generator.

All words are authored. The functions damage and decorate without keeping account of the truth: the properties that are
tested on their pages hold whatever is cleaned. Pages with exact truth are the business of the damage simulator.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import opencc
from pypinyin import Style, pinyin

Lines = list[str]
Dirt = Callable[[Random, Lines], Lines]

PUNCTUATION = "，。、；：！？"
SITES = ("青禾文库", "松果范文网", "www.banshanwenku.com", "三江公文之家")
SITE_LINES = (
    "投稿人：{name}　投稿时间：2019-04-1{digit} 08:2{digit}",
    "发布时间：2020-0{digit}-17　来源：{site}　浏览：3{digit}72次",
    "字数约 2{digit}00 字 | 格式 word | ID:40{digit}7{digit}",
    "{site} > 公文写作 > 领导讲话 > 正文",
    "收藏 | 打印 | 复制全文 | 下载word文档",
)
BLURBS = (
    "下面是小编为您整理的讲话稿，欢迎阅读，供大家参考！",
    "【编者按】本篇由{site}搜集，希望对您的写作有所帮助。",
    "以下内容仅供学习，请勿外传；更多同类文稿请加入会员。",
)
TAILS = (
    ("上一篇：在全县春耕现场会上的讲话", "下一篇：关于做好冬修水利的通知"),
    (
        "相关文章：",
        "在林业工作会议上的讲话",
        "同志们：这次林业工作会议开得很及时，主要任务是回顾上一年的工作，看一看今年的树该种在哪里、由谁来种、种下以后谁来管......",
        "镇长在庙会上的致辞",
        "各位乡亲：一年一度的庙会又到了，我代表镇政府欢迎四面八方的客人来看戏、赶集、尝一尝我们的油糕和米酒......",
    ),
    ("《{site}》会员专享，下载本文请扫描二维码", "联系QQ：10{digit}4{digit}77{digit}"),
    ("免责声明：本文来自网友投稿，版权归原作者，如有侵权请发邮件至 kefu{digit}@example.com 删除。",),
    ("(未完，全文共9{digit}41字，当前只显示2{digit}05字，请阅读下面提示信息。)",),
    ("登录后可阅读全文",),
)
GAPS = ("……(某文网省略1{digit}93字,正式会员可完整阅读)……", "……此处省略4{digit}0字……")
MASKS = ("XX", "××", "**", "某某", "20xx年", "X", "***")
HEADERS = (
    "第{han}篇：{title}",
    "篇{number}：{title}",
    "【篇{han}】{title}",
    "第{number}篇 {title}",
    "{number}",
    "{title}",
)
NUMERALS = "一二三四五六七八九"
_TO_TRADITIONAL = opencc.OpenCC("s2t")


def filled(random: Random, template: str) -> str:
    """Return a template with its blanks filled."""
    return template.format(
        name=random.choice(("老陶", "秋水", "a_li")), digit=random.randrange(10), site=random.choice(SITES)
    )


def _inside(random: Random, lines: Lines, change: Callable[[str, int], str], times: int = 1) -> Lines:
    """Return the lines with a change made at a random place inside so many of the long ones below the title."""
    lines = list(lines)
    long = [index for index, line in enumerate(lines) if index and len(line) > 16]
    for index in random.sample(long, min(times, len(long))):
        lines[index] = change(lines[index], random.randrange(4, len(lines[index]) - 4))
    return lines


def _inserted(random: Random, lines: Lines, words: str, times: int = 1) -> Lines:
    return _inside(random, lines, lambda line, at: line[:at] + words + line[at:], times)


def site_lines(random: Random, lines: Lines) -> Lines:
    """Put lines of the site under the title."""
    return [*lines[:1], *(filled(random, line) for line in random.sample(SITE_LINES, 2)), *lines[1:]]


def repeated_title(random: Random, lines: Lines) -> Lines:
    """Say the title once or twice more."""
    return [lines[0]] * random.randrange(1, 3) + lines


def glued_title(random: Random, lines: Lines) -> Lines:  # noqa: ARG001 - one signature for all
    """Run the title into what follows it."""
    return [lines[0] + lines[1], *lines[2:]] if len(lines) > 1 else lines


def blurb(random: Random, lines: Lines) -> Lines:
    """Let the editor speak first."""
    return [*lines[:1], filled(random, random.choice(BLURBS)), *lines[1:]]


def preview(random: Random, lines: Lines) -> Lines:  # noqa: ARG001
    """Repeat the lead before the body, cut off."""
    lead = "".join(lines[1:])[:80]
    return [*lines[:1], lead + "......", *lines[1:]]


def watermark(random: Random, lines: Lines) -> Lines:
    """Inject the site's mark into sentences."""
    mark = random.choice(("本稿属于{site}", "（{site}整理）", "{site}", "小编推荐"))
    return _inserted(random, lines, filled(random, mark), 3)


def page_numbers(random: Random, lines: Lines) -> Lines:
    """Leave a converter's page numbers, in sentences and between lines."""
    form = random.choice((" {} ", "—{}—", "- {} -"))
    for number in range(1, 4):
        lines = _inserted(random, lines, form.format(number))
    at = random.randrange(1, len(lines) + 1)
    return [*lines[:at], "4", *lines[at:]]


def ruby(random: Random, lines: Lines) -> Lines:
    """Insert the reading after every so many characters."""
    step = random.randrange(5, 20)

    def read(line: str) -> str:
        parts = []
        for index, character in enumerate(line):
            parts.append(character)
            if index % step == 3 and "一" <= character <= "鿿":
                parts.append(f"({pinyin(character, style=Style.TONE)[0][0]})")
        return "".join(parts)

    return [read(line) for line in lines]


def gap(random: Random, lines: Lines) -> Lines:
    """Leave out some of the text and say so."""
    notice = filled(random, random.choice(GAPS))
    return _inside(random, lines, lambda line, at: line[:at] + notice)


def broken_sentence(random: Random, lines: Lines) -> Lines:
    """Break sentences by a blank line, as pagination does."""
    broken = _inside(random, lines, lambda line, at: f"{line[:at]}\n\n{line[at:]}", 2)
    return [part for line in broken for part in line.split("\n")]


def stray_spaces(random: Random, lines: Lines) -> Lines:
    """Scatter spaces."""
    return _inserted(random, lines, random.choice((" ", "　", "  ", "\t")), 4)


def one_line(random: Random, lines: Lines) -> Lines:
    """Put everything on one line."""
    return [random.choice((" ", "　　", "  ")).join(lines)]


def semicolons(random: Random, lines: Lines) -> Lines:  # noqa: ARG001
    """Break the line after every semicolon."""
    return [part for line in lines for part in line.replace("；", "；\n").split("\n") if part]


def no_punctuation(random: Random, lines: Lines) -> Lines:  # noqa: ARG001
    """Strip all punctuation."""
    return [line.translate(dict.fromkeys(map(ord, PUNCTUATION))) for line in lines]


def half_width(random: Random, lines: Lines) -> Lines:  # noqa: ARG001
    """Write punctuation in half width."""
    return [line.translate(str.maketrans("，：；！？（）", ",:;!?()")) for line in lines]


def masks(random: Random, lines: Lines) -> Lines:
    """Mask something."""
    mask = random.choice(MASKS)
    return _inside(random, lines, lambda line, at: line[:at] + mask + line[at + 2 :], 3)


def hyphens(random: Random, lines: Lines) -> Lines:
    """Let a word filter put signs into words."""
    return _inserted(random, lines, random.choice("-_·"), 3)


def traditional(random: Random, lines: Lines) -> Lines:  # noqa: ARG001
    """Convert to traditional script."""
    return [_TO_TRADITIONAL.convert(line) for line in lines]


def half_traditional(random: Random, lines: Lines) -> Lines:
    """Convert some lines to traditional script."""
    return [_TO_TRADITIONAL.convert(line) if random.random() < 0.5 else line for line in lines]


def torn(random: Random, lines: Lines) -> Lines:
    """Insert readings as copy protection does, behind pairs of bytes, of which some are halves of two characters."""
    return [_torn(random, line) for line in ruby(random, lines)]


def _torn(random: Random, line: str) -> str:
    data = line.encode("gb18030")
    places = list(range(1, len(data) - 2))
    random.shuffle(places)
    for at in places[:12]:
        character = data[at : at + 2].decode("gbk", "ignore")
        if min(data[at : at + 2]) > 0x80 and character not in line and "\u4e00" <= character <= "\u9fff":
            reading = pinyin(character, style=Style.TONE)[0][0].encode("gb18030")
            return (data[: at + 2] + b"(" + reading + b")" + data[at + 2 :]).decode("gb18030", "replace")
    return line


def tail(random: Random, lines: Lines) -> Lines:
    """Add what stands under a text."""
    return [*lines, *(filled(random, line) for line in random.choice(TAILS))]


def dateline(random: Random, lines: Lines) -> Lines:
    """Put a date line under the title."""
    form = random.choice(("（20{:02}年{}月{}日）", "20{:02}-{}-{}", "二〇一九年{1}月{2}日", "(20XX年{1}月)"))
    date = form.format(random.randrange(3, 25), random.randrange(1, 13), random.randrange(1, 29))
    return [*lines[:1], date, *lines[1:]]


def speaker(random: Random, lines: Lines) -> Lines:
    """Put a speaker line under the title."""
    line = random.choice(("县委书记　李明远", "镇长 周大海", "赵 小 川", "云岭市人民政府副市长 何青", "（区委书记）"))
    return [*lines[:1], line, *lines[1:]]


def controls(random: Random, lines: Lines) -> Lines:
    """Leave characters that are no text."""
    return _inserted(random, lines, random.choice("\x00\x0b\u200b\ufeff\ue000\ufffd\u2028"), 3)


def noise(random: Random, lines: Lines) -> Lines:
    """Add lines of any characters at all."""
    blocks = ((0x20, 0x7F), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0x1F300, 0x1F64F), (0x600, 0x6FF), (0x2460, 0x24FF))
    at = random.randrange(len(lines) + 1)
    words = "".join(chr(random.randint(*random.choice(blocks))) for _ in range(random.randrange(1, 60)))
    return [*lines[:at], words, *lines[at:]]


def cut_off(random: Random, lines: Lines) -> Lines:
    """End in mid-sentence."""
    text = "\n".join(lines)
    return text[: max(20, len(text) - random.randrange(5, 60))].split("\n")


INSIDE: tuple[Dirt, ...] = (
    watermark, page_numbers, ruby, gap, broken_sentence, stray_spaces, semicolons, no_punctuation, half_width, masks,
    hyphens, controls, noise, cut_off, torn, traditional, half_traditional,
)  # fmt: skip
UNDONE: tuple[Dirt, ...] = (
    ruby, broken_sentence, semicolons, half_width, masks, traditional, site_lines, repeated_title, blurb, tail,
    dateline,
)  # fmt: skip
"""Dirt after which a page is as good as clean: what is published holds nothing that a second cleaning would take."""
AROUND: tuple[Dirt, ...] = (site_lines, repeated_title, glued_title, blurb, preview, tail, dateline, speaker, one_line)
