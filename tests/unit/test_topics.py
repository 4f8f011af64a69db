"""Subjects: the table's own examples, what the title does, and what is too little to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.findings import Part, Span
from parsers.topics import LEAST, MOST, SHARE, TERMS, Topic, find_topics, score_topics, topics


def part_of(body: str, title: str | None = None) -> Part:
    """Return a part with a body and perhaps a title."""
    if title is None:
        return Part(body, None, None, (), Span(0, len(body)))
    text = f"{title}\n{body}"
    return Part(text, title, Span(0, len(title)), (), Span(len(title) + 1, len(text)))


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name)
def test_the_example_of_each_topic_is_about_it(topic: Topic) -> None:
    assert score_topics(part_of(topic.example))[0].topic == topic


def test_the_table_is_a_list_of_sixty_or_more_on_two_levels() -> None:
    names = [topic.name for topic in topics()]
    assert len(names) == len(set(names)) >= 60
    assert 8 <= len({topic.group for topic in topics()}) <= 20
    for topic in topics():
        assert not set(topic.strong) & set(topic.weak)
        assert all(len(term) > 1 for term in (*topic.strong, *topic.weak))


def test_the_title_outweighs_the_body() -> None:
    body = "各学校要配合，教师和学生都要会用灭火器，医院也要查一遍。"
    assert score_topics(part_of(body, "在全县消防工作会议上的讲话"))[0].topic.name == "消防"


def test_the_terms_that_decided_are_named_where_they_stand() -> None:
    part = part_of("河长制不是挂牌子，河长要巡河，采砂船要上岸，河长制要见行动。")
    found = [finding for finding in find_topics([part])[0] if finding.value == "水环境"]
    assert 1 <= len(found) <= TERMS
    assert {part.text[finding.start : finding.end] for finding in found} <= {"河长制", "河长", "巡河", "采砂"}
    assert {finding.rule for finding in found} == {"topics.terms"}


@pytest.mark.parametrize("body", ["", "今天天气不错，我们边走边聊。", "岗位不同，道理一样。"])
def test_weak_terms_alone_say_nothing(body: str) -> None:
    assert score_topics(part_of(body)) == ()


@given(st.lists(st.sampled_from([term for topic in topics() for term in topic.strong]), max_size=40))
def test_scores_are_ordered_and_near_the_best(terms: list[str]) -> None:
    scored = score_topics(part_of("，".join(terms)))
    scores = [each.score for each in scored]
    assert scores == sorted(scores, reverse=True)
    assert len(scored) <= MOST
    assert all(score >= max(LEAST, SHARE * scores[0]) for score in scores)
