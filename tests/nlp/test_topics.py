import unicodedata

import pytest

from nlp.fold import fold, nfc
from nlp.topics import expected_topics, find_topics, section_weight
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


@pytest.mark.parametrize(("right", "wrong"), [("việc tang của thôn", "tăng cường"), ("đám hiếu", "nợ")])
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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Mời Trưởng ban lên phát biểu, mời trưởng thôn", Topic.ENVIRONMENT),  # môi trường
        ("Việc cuối cùng trong năm, việc cuối quý", Topic.SOCIETY),  # việc cưới
        ("Gửi thư chi bộ bạn", Topic.ANTI_CORRUPTION),
        ("Họp tại nhà văn hóa, sửa nhà văn hóa thôn", Topic.SOCIETY),
    ],
)
def test_other_words_with_the_same_letters_are_no_evidence(text: str, topic: Topic) -> None:
    assert topic not in {hit.topic for hit in find_topics([(text, 1.2)], frozenset(Topic))}


def test_what_is_read_out_alone_makes_no_topic_unless_it_is_expected() -> None:
    news = section_weight(("body", "news"))
    text = "Đồng chí thư ký phổ biến công tác phòng, chống tham nhũng, lãng phí"
    assert Topic.ANTI_CORRUPTION not in {hit.topic for hit in find_topics([(text, news)])}
    assert Topic.ANTI_CORRUPTION in {hit.topic for hit in find_topics([(text, section_weight(("plan",)))])}
    assert Topic.ANTI_CORRUPTION in {
        hit.topic for hit in find_topics([(text, news)], frozenset({Topic.ANTI_CORRUPTION}))
    }


def test_an_office_is_who_speaks_and_the_own_name_where_they_belong() -> None:
    assert find_topics([("Chi hội trưởng đề nghị", 1.2)], frozenset(Topic)) == []
    health = "Trạm y tế đã họp"
    assert find_topics([(health, 1.2)], frozenset(Topic))
    assert find_topics([(health, 1.2)], frozenset(Topic), "Chi bộ Trạm Y tế xã Khe Lầm") == []


@pytest.mark.parametrize(
    ("cell", "topic"),
    [
        ("Chi bộ thôn Bãi Dâu", Topic.ECONOMY),
        ("Chi bộ TDP số 6", Topic.SECURITY),
        ("Chi bộ Trường Tiểu học Khe Lầm", Topic.SOCIETY),
        ("Chi bộ Công ty CP Gốm Suối Đỏ", Topic.ECONOMY),
        ("Chi bộ Đồn Biên phòng Khe Lầm", Topic.SECURITY),
        ("Chi bộ Văn phòng HĐND - UBND", Topic.ORGANISATION),
        (None, Topic.PARTY_BUILDING),
    ],
)
def test_expected_topics_by_kind_of_cell(cell: str | None, topic: Topic) -> None:
    assert topic in expected_topics(cell)
    assert Topic.ANTI_CORRUPTION not in expected_topics(cell)
