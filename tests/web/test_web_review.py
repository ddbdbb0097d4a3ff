"""One paper: what is shown, what a person may answer, and what is refused without losing what was typed."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from store import ReviewDesk, Store

PRESENT, TASKS = "/attendance/present", "/tasks"


def answer(client, pointer: str, htmx: bool = False, record: str = "wrong", **fields: str):
    token = fields.pop("token", None) or client.token(record, pointer)
    headers = {"hx-request": "true"} if htmx else {}
    sent = {"pointer": pointer, "token": token, **fields}
    return client.fill(f"/record/{record}/answer", sent, headers=headers, follow_redirects=False)


def row_of(page: str, pointer: str) -> str:
    """The row of one value, from its opening tag to the end of its form."""
    at = page.index(f'name="pointer" value="{pointer}"')
    start = page.rindex("<li", 0, at)
    return page[start : page.index("</form>", at)]


def test_fields_have_a_state_in_words_and_a_place_on_the_page(client: TestClient) -> None:
    page = client.get("/record/wrong").text
    row = row_of(page, PRESENT)
    assert "sai quy tắc" in row
    assert 'data-page="1" data-boxes="25000-50000-75000-55000"' in row
    assert "23 &gt; 20 &lt;b&gt;" in row
    assert "chưa ai xem" in row_of(page, "/held/date")  # required, and not there
    assert "chắc" in row_of(page, "/dues/paid")


def test_both_languages(client: TestClient) -> None:
    page = client.get("/record/wrong?lang=en").text
    for expected in ("Confirm", "Unreadable", "Not in the document", "rule failed", "Regular", "confidence 97%"):
        assert expected in page


def test_a_value_that_is_left_as_it_is_counts_as_confirmed(client: TestClient, filled: Store) -> None:
    done = answer(client, PRESENT, value="23")
    assert (done.status_code, done.headers["location"][:16]) == (303, "/record/wrong#f-")
    [correction] = filled.corrections("wrong")
    assert (correction.answer, correction.new) == ("confirmed", 23)
    assert "người đã xác nhận" in row_of(client.get("/record/wrong").text, PRESENT)


def test_a_corrected_value_lets_the_rule_be_looked_at_again(client: TestClient, filled: Store) -> None:
    answer(client, PRESENT, value="19")
    assert filled.record("wrong").attendance.present == 19
    page = client.get("/record/wrong").text
    assert "23 &gt; 20" not in page
    answer(client, PRESENT, value="25")
    assert "có mặt 25 vượt tổng số 20" in client.get("/record/wrong").text


@pytest.mark.parametrize(("said", "words"), [("unreadable", "không đọc được"), ("absent", "văn bản không ghi")])
def test_unknown_is_an_answer(client: TestClient, filled: Store, said: str, words: str) -> None:
    answer(client, PRESENT, value="23", answer=said)
    assert filled.record("wrong").attendance.present is None
    row = row_of(client.get("/record/wrong").text, PRESENT)
    assert words in row
    assert "người đã xác nhận" in row


def test_a_correction_can_be_withdrawn(client: TestClient, filled: Store) -> None:
    answer(client, PRESENT, value="19")
    answer(client, PRESENT, answer="withdraw")
    assert filled.record("wrong").attendance.present == 23


def test_what_is_no_value_is_told_and_stays_in_the_field(client: TestClient, filled: Store) -> None:
    for htmx in (False, True):
        refused = answer(client, PRESENT, htmx=htmx, value="hai <mươi>")
        assert refused.status_code == 422
        row = row_of(refused.text, PRESENT)
        assert "Cần một số nguyên" in row
        assert 'value="hai &lt;mươi&gt;"' in row
    assert filled.corrections("wrong") == []


def test_lists_are_edited_in_place(client: TestClient, filled: Store) -> None:
    fields = {
        "i.0.origin": "0",
        "i.0.assignee": "Lý Thị Mẫu",
        "i.0.action": "dọn kênh số 3",
        "i.0.deadline": "31/12/2026",
        "i.1.origin": "",
        "i.1.action": "trồng tre",
        "i.2.origin": "",
        "i.2.action": " ",
    }
    answer(client, TASKS, **fields)
    tasks = filled.record("wrong").tasks
    assert [(one.assignee, one.action, one.deadline) for one in tasks] == [
        ("Lý Thị Mẫu", "dọn kênh số 3", "2026-12-31"),
        (None, "trồng tre", None),
    ]
    kept = {"i.0.origin": "0", "i.0.remove": "yes", "i.0.action": "x", "i.1.origin": "1", "i.1.action": "trồng tre"}
    answer(client, TASKS, **kept)
    assert [one.action for one in filled.record("wrong").tasks] == ["trồng tre"]


def test_an_item_without_its_text_is_told_and_nothing_is_lost(client: TestClient, filled: Store) -> None:
    refused = answer(client, TASKS, **{"i.0.origin": "", "i.0.assignee": "Ma Seo"})
    assert refused.status_code == 422
    assert "Mục này thiếu phần nội dung" in refused.text
    assert 'value="Ma Seo"' in refused.text
    assert filled.corrections("wrong") == []


def test_votes_inside_a_decision(client: TestClient, filled: Store) -> None:
    answer(client, "/decisions", **{"i.0.origin": "", "i.0.text": "mua loa", "i.0.votes.for": "20"})
    [decision] = filled.record("wrong").decisions
    assert decision.votes is not None
    assert (decision.votes.for_, decision.votes.against) == (20, None)
    answer(client, "/decisions", **{"i.0.origin": "0", "i.0.text": "mua loa", "i.0.votes.for": ""})
    assert filled.record("wrong").decisions[0].votes is None


def test_with_htmx_the_row_comes_back_and_the_way_goes_on(client: TestClient) -> None:
    done = answer(client, PRESENT, htmx=True, value="19")
    assert done.status_code == 200
    assert "<html" not in done.text
    assert 'id="left"' in done.text
    assert 'hx-swap-oob="true"' in done.text
    following = json.loads(done.headers["hx-trigger-after-settle"])["answered"]
    assert f'id="{following}"' in client.get("/record/wrong").text


def test_two_people_at_one_value_both_see_both(client: TestClient, second, filled: Store) -> None:
    token = second.token("wrong", PRESENT)
    client.fill("/record/wrong/lease", {"take": "over"})
    assert answer(client, PRESENT, value="19").status_code == 303
    ReviewDesk(filled).release("wrong", actor_of(filled))
    second.fill("/record/wrong/lease", {"take": "over"})
    for htmx in (False, True):
        refused = answer(second, PRESENT, htmx=htmx, token=token, value="18")
        assert refused.status_code == 409
        row = unescape(row_of(refused.text, PRESENT))
        assert "Đang lưu" in row
        assert ": 19" in row
        assert "Bạn gõ: 18" in row
        assert 'value="18"' in row
    fresh = re.search(r'name="token" value="([^"]+)"', row_of(refused.text, PRESENT))
    assert answer(second, PRESENT, token=fresh[1], value="18").status_code == 303
    assert filled.record("wrong").attendance.present == 18


def actor_of(store: Store):
    from sqlalchemy import select

    from store import Actor
    from store.review_tables import LeaseRow

    with store._read() as session:
        row = session.scalar(select(LeaseRow))
        return Actor(row.who, row.holder)


def test_one_reviewer_at_a_time(client: TestClient, second, filled: Store) -> None:
    client.fill("/who", {"name": "Một"})
    client.get("/record/wrong")
    assert "Một đang rà soát văn bản này" in second.get("/record/wrong").text
    refused = answer(second, PRESENT, value="18")
    assert refused.status_code == 409
    assert "Người khác đang rà soát" in refused.text
    assert 'value="18"' in row_of(refused.text, PRESENT)
    assert filled.corrections("wrong") == []
    second.fill("/record/wrong/lease", {"take": "over"})
    assert answer(second, PRESENT, value="18").status_code == 303
    assert answer(client, PRESENT, value="17").status_code == 409


def test_a_failed_rule_blocks_approval_unless_a_reason_is_given(client: TestClient, filled: Store) -> None:
    refused = client.fill("/record/wrong/act", {"action": "approve"})
    assert refused.status_code == 422
    assert "Phải ghi lý do" in refused.text
    assert ReviewDesk(filled).acts("wrong") == []
    done = client.fill("/record/wrong/act", {"action": "approve", "reason": "giấy ghi như vậy"}, follow_redirects=False)
    assert done.headers["location"] == "/record/clear?done=wrong"
    assert "giấy ghi như vậy" in client.get("/record/wrong").text


def test_approval_of_what_changed_meanwhile_is_refused(client: TestClient, filled: Store) -> None:
    page = client.get("/record/clear").text
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)[1]
    answer(client, "/number", record="clear", value="02-BB/CB")
    assert client.fill("/record/clear/act", {"action": "approve", "digest": digest}).status_code == 409
    assert ReviewDesk(filled).acts("clear") == []


def test_put_aside_reopen_and_history(client: TestClient) -> None:
    client.fill("/record/clear/act", {"action": "put_aside"})
    assert "Đưa lại vào hàng đợi" in client.get("/record/clear").text
    client.fill("/record/clear/act", {"action": "take_back"})
    client.fill("/record/clear/act", {"action": "approve"})
    page = client.get("/record/clear").text
    assert "Mở lại để sửa" in page
    assert page.count("đưa lại vào hàng đợi</li>") == 1
    assert client.fill("/record/clear/act", {"action": "delete"}).status_code == 400


def test_rereading_shows_where_the_machine_now_differs(client: TestClient, filled: Store, add) -> None:
    answer(client, PRESENT, value="19")
    add(filled, "wrong.png", attendance={"present": 21, "total": 20})
    page = client.get("/record/wrong").text
    assert "Máy đọc lại thành: 21" in row_of(page, PRESENT)
    assert filled.record("wrong").attendance.present == 19


def test_what_the_paper_says_is_never_markup(client: TestClient) -> None:
    for address in ("/", "/record/wrong", "/?q=%3Cscript%3Ealert(1)"):
        page = client.get(address).text
        assert not re.search(r"<script(?![^>]* src=\"/static/)", page)
        assert "&lt;script&gt;" in page


def test_hits_of_a_search_are_marked_on_the_page(client: TestClient) -> None:
    assert 'data-hits="25000-50000-75000-55000"' in client.get("/record/wrong?q=chu").text
    assert 'data-hits=""' in client.get("/record/wrong?q=khong").text


def test_page_images_come_in_the_size_needed(client: TestClient, filled: Store) -> None:
    sha256 = filled.record("wrong").source.sha256
    answer = client.get(f"/page/{sha256}/1.jpg?side=900")
    assert answer.headers["content-type"] == "image/jpeg"
    image = Image.open(BytesIO(answer.content))
    assert image.size == (400, 600)  # the page has no more than that
    red, green, _ = image.getpixel((200, 315))  # inside the evidence box
    assert red > 200 > 100 > green
    strip = Image.open(BytesIO(client.get(f"/strip/{sha256}/1/25000-50000-75000-55000.jpg").content))
    assert strip.width > strip.height
    assert strip.height < 60
    assert client.get(f"/words/{sha256}/1.json").json() == [["chữ", 0.25, 0.5, 0.75, 0.55]]
    assert client.get(f"/strip/{sha256}/1/75000-50000-25000-55000.jpg").status_code == 404
    assert "there is no page 7" in client.get(f"/page/{sha256}/7.jpg?lang=en").text
