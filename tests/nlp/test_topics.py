import unicodedata

import pytest

from nlp.fold import fold, nfc
from nlp.topics import find_topics
from schemas import Topic

SENTENCES = {
    Topic.POLITICS: "Thông tin thời sự trong nước và quán triệt nghị quyết của cấp trên",
    Topic.PARTY_BUILDING: "Xét kết nạp quần chúng ưu tú và chuyển chính thức cho đảng viên dự bị",
    Topic.INSPECTION: "Xây dựng kế hoạch kiểm tra, giám sát; xem xét dấu hiệu vi phạm",
    Topic.ECONOMY: "Đôn đốc gieo cấy vụ xuân, nạo vét thủy lợi, giúp hộ nghèo vay vốn",
    Topic.SOCIETY: "Vận động tham gia bảo hiểm y tế, thăm hỏi gia đình chính sách, khuyến học",
    Topic.ENVIRONMENT: "Tổ chức ngày thứ Bảy xanh, phân loại rác và vệ sinh môi trường",
    Topic.SECURITY: "Tuần tra giữ an ninh trật tự, vận động thanh niên làm nghĩa vụ quân sự",
    Topic.ORGANISATION: "Bàn việc sáp nhập thôn, chuyển đổi số và cải cách hành chính",
    Topic.MASS_ORGANISATIONS: "Chi hội phụ nữ, hội nông dân và ban công tác Mặt trận báo cáo",
    Topic.ANTI_CORRUPTION: "Học tập về phòng chống tham nhũng, lãng phí; công khai thu chi quỹ",
}


@pytest.mark.parametrize("topic", list(Topic))
def test_a_plain_sentence_of_each_topic_leads_to_it(topic: Topic) -> None:
    assert find_topics([(SENTENCES[topic], 1.0)])[0].topic is topic


@pytest.mark.parametrize("topic", list(Topic))
def test_lost_marks_decomposed_letters_and_capitals_change_nothing(topic: Topic) -> None:
    sentence = SENTENCES[topic]
    for damaged in (fold(sentence), sentence.upper(), unicodedata.normalize("NFD", sentence)):
        assert find_topics([(damaged, 1.0)])[0].topic is topic


def test_spans_point_at_the_deciding_phrases() -> None:
    segments = [("Chào cờ.", 1.0), ("Nội dung: thu gom rác thải nhựa;\nphân loại rác.", 1.0)]
    (hit,) = [one for one in find_topics(segments) if one.topic is Topic.ENVIRONMENT]
    wordings = {nfc(segments[span.segment][0])[span.start : span.end] for span in hit.spans}
    assert "phân loại rác" in wordings
    assert {span.segment for span in hit.spans} == {1}
    assert hit.score == pytest.approx(sum(span.points for span in hit.spans))


@pytest.mark.parametrize(
    "text", ["CT", "CB", "TT", "CĐ", "CT: 08, DB: 01", "TT xã và CB thôn", "", "   \n", "Đồng chí Ngô Văn Lúa"]
)
def test_ambiguous_abbreviations_and_names_are_no_topic(text: str) -> None:
    assert find_topics([(text, 1.0)]) == []


@pytest.mark.parametrize(("right", "wrong"), [("việc tang của thôn", "tăng cường"), ("đám rác", "nợ")])
def test_one_syllable_counts_only_as_it_is_spelled(right: str, wrong: str) -> None:
    assert {hit.topic for hit in find_topics([(right, 2.0)])} & {Topic.SOCIETY, Topic.ENVIRONMENT}
    assert not {hit.topic for hit in find_topics([(wrong, 2.0)])} & {Topic.SOCIETY, Topic.ENVIRONMENT}


def test_weights_decide_and_zero_silences() -> None:
    party, rubbish = SENTENCES[Topic.PARTY_BUILDING], SENTENCES[Topic.ENVIRONMENT]
    assert find_topics([(party, 0.5), (rubbish, 2.0)])[0].topic is Topic.ENVIRONMENT
    assert find_topics([(party, 2.0), (rubbish, 0.5)])[0].topic is Topic.PARTY_BUILDING
    assert Topic.PARTY_BUILDING not in {hit.topic for hit in find_topics([(party, 0.0), (rubbish, 1.0)])}


def test_repetition_adds_ever_less() -> None:
    def score(text: str) -> float:
        return find_topics([(text, 1.0)])[0].score

    once, thrice, often = (score("rác thải. " * times) for times in (1, 3, 30))
    assert once < thrice == often < 3 * once


def test_hits_come_strongest_first() -> None:
    scores = [hit.score for hit in find_topics([(sentence, 1.0) for sentence in SENTENCES.values()])]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 3
