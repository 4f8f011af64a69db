"""The titles of two speeches, and the text of the second."""

from __future__ import annotations

TITLE, OTHER = "在全县古井保护座谈会上的讲话", "在全镇竹编技能比赛开幕式上的致辞"
SECOND = (
    "各位来宾、乡亲们：\n我们镇的竹子不值钱，编成了篮子就值钱，编成了花样就更值钱。\n"
    "今天来比赛的师傅有八十二位，最小的十四岁，最大的八十一岁，我代表镇政府给大家鼓掌！\n"
    "请评委看手艺，不看面子。祝大家比出名气，比出销路，谢谢大家！"
)
