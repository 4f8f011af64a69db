"""The command as installed, pages to give it (all of them invented), and a look at what it leaves behind."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import httpx

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]

HEAD = "在全县{topic}工作推进会上的讲话\n（2021年{month}月{day}日）\n"
BODY = """同志们：
今天召开这次会议，主要任务是总结前一阶段{topic}工作，安排部署下一步任务。刚才，几个乡镇作了发言，讲得都很好。
下面，我讲三点意见。
一、认清形势，增强做好{topic}工作的紧迫感
近年来，我县{topic}工作有了长足进步，但与群众的期盼相比，还有不小的差距。第{day}号台账上的问题，至今没有销号。
二、突出重点，推动{topic}工作落到实处
要把责任压到每一个人，把时间排到每一天。各乡镇党委书记要亲自过问，县直部门要主动上门服务。
三、加强领导，形成齐抓共管的合力
要严明纪律，严格督查，对工作不力的，县委将严肃问责。同志们，让我们鼓足干劲，圆满完成全年目标任务！
"""
TOPICS = ("秋粮收购", "河道清淤", "校车安全", "茶园改造", "老旧小区改造", "森林防火", "农村供水", "信访积案化解")


def speech(number: int) -> str:
    """Return the text of an invented speech; each number gives another one."""
    words = {"topic": TOPICS[number % len(TOPICS)], "month": number % 12 + 1, "day": number % 28 + 1}
    return (HEAD + BODY).format(**words)


def html_page(text: str) -> bytes:
    """Return a page of a made-up site around the text."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
    frame = f"<div class='nav'><a href='/'>首页</a> <a href='/fw'>范文</a></div><div class='content'>{paragraphs}</div>"
    head = f"<meta charset='utf-8'><title>{text.splitlines()[0]}_某某资料网</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{frame}</body></html>".encode()


def write_pages(folder: Path, count: int = 12) -> Path:
    """Write a folder of pages: text and HTML, UTF-8 and GB18030, in folders of two levels, one that is no speech."""
    (folder / "below").mkdir(parents=True)
    for number in range(count):
        text = speech(number)
        where = folder / "below" if number % 3 == 0 else folder
        if number % 2:
            (where / f"page{number:02}.html").write_bytes(html_page(text))
        else:
            (where / f"page{number:02}.txt").write_bytes(text.encode("gb18030" if number % 4 else "utf-8"))
    (folder / "notice.txt").write_text("关于停水的通知\n因管网检修，明日停水一天，请提前储水。\n", "utf-8")
    (folder / "page00.gold.json").write_text("{}", "utf-8")
    return folder


def command(*arguments: object) -> list[str]:
    """Return the command line of `jianghua` with the arguments, as installed beside this Python."""
    # One worker where a test asks for no number: each loads the dictionaries, which is what most of the time goes on.
    one = ["--workers", "1"] if arguments[0] == "build" and len(arguments) > 1 and "--workers" not in arguments else []
    return [str(Path(sys.executable).with_name("jianghua")), *map(str, arguments), *one]


NOT_REPRODUCED = ("catalog.duckdb", "manifest.json")
"""DuckDB's compression samples at random, and the manifest holds the catalogue's digest: docs/release.md."""


def release_bytes(data: Path) -> dict[str, str]:
    """Return the digest of every file of the latest release that is the same whenever it is made."""
    release = (data / "releases" / "latest").resolve()
    files = [path for path in release.rglob("*") if path.is_file() and path.name not in NOT_REPRODUCED]
    return {str(path.relative_to(release)): sha256(path.read_bytes()).hexdigest() for path in files}


def rubbish(data: Path) -> list[str]:
    """Return what lies in the cache and among the releases that is neither a shard nor a release."""
    parsed = [path.name for path in (data / "parsed").iterdir() if len(path.name) != 32]
    releases = [path.name for path in (data / "releases").iterdir() if path.name.startswith(".tmp")]
    return parsed + releases


def copy_pages(source: Path, target: Path) -> Path:
    """Copy a folder of pages to another place."""
    return Path(shutil.copytree(source, target))


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def artifacts(api: dict[str, str], word: str) -> dict[str, str]:
    """Return from Prefect's server the data of the artifacts in which a word occurs, by their keys."""
    found = httpx.post(f"{api['PREFECT_API_URL']}/artifacts/filter", json={}, timeout=30).raise_for_status().json()
    return {each["key"]: each["data"] for each in found if word in f"{each['description']} {each['data']}"}


def processes(mark: Path) -> list[str]:
    """Return the command lines of the processes that have the path in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(mark).encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a condition; fail if it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def slow_pages(pages: Path, count: int = 20) -> None:
    """Add pages each of which takes a while where there is `trouble`."""
    for number in range(count):
        (pages / f"slow{number}.txt").write_text(speech(50 + number) + "SLOW\n", "utf-8")
