"""The same operations as JSON."""

from fastapi.testclient import TestClient

from store import Store

PRESENT = "/attendance/present"


def tokens(client: TestClient) -> dict[str, str]:
    paper = client.get("/api/v1/papers/wrong").json()
    return {field["pointer"]: field["token"] for field in paper["fields"]}


def test_queue_and_paper(client: TestClient) -> None:
    found = client.get("/api/v1/papers?q=dong+hai").json()
    assert [card["record_id"] for card in found["cards"]] == ["wrong"]
    paper = client.get("/api/v1/papers/wrong").json()
    assert paper["record"]["attendance"]["present"] == 23
    assert {field["pointer"]: field["state"] for field in paper["fields"]}[PRESENT] == "failed"
    assert client.get("/api/v1/papers/none").status_code == 404
    assert client.get("/api/v1/papers?state=x").status_code == 422


def test_answer_conflict_and_approval(client: TestClient, filled: Store) -> None:
    token = tokens(client)[PRESENT]
    said = {"pointer": PRESENT, "value": 19, "token": token}
    assert client.post("/api/v1/papers/wrong/answers", json=said).json()["new"] == 19
    again = client.post("/api/v1/papers/wrong/answers", json={**said, "value": 18})
    assert (again.status_code, again.json()["current"]) == (409, 19)
    wrong = {"pointer": PRESENT, "value": "x", "token": tokens(client)[PRESENT]}
    assert client.post("/api/v1/papers/wrong/answers", json=wrong).status_code == 422
    assert client.post("/api/v1/papers/wrong/acts", json={"action": "approve"}).json()["action"] == "approve"
    assert filled.record("wrong").attendance.present == 19


def test_a_failed_rule_needs_a_reason_here_too(client: TestClient) -> None:
    assert client.post("/api/v1/papers/wrong/acts", json={"action": "approve"}).status_code == 422


def test_lines_only_of_the_papers_own_pages(client: TestClient) -> None:
    line = {"page": 1, "box": [0.1, 0.1, 0.5, 0.2], "text": "Họp"}
    assert client.post("/api/v1/papers/wrong/lines", json=line).json()["text"] == "Họp"
    assert client.post("/api/v1/papers/wrong/lines", json={**line, "page": 9}).status_code == 404


def test_what_a_page_of_another_site_can_send_is_refused(client: TestClient, filled: Store) -> None:
    body = '{"action": "put_aside"}'
    for headers in (
        {"content-type": "text/plain"},
        {"content-type": "application/json", "origin": "http://evil.example"},
    ):
        assert client.post("/api/v1/papers/wrong/acts", content=body, headers=headers).status_code in (403, 415)


def test_the_api_is_described_and_names_no_page(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/papers",
        "/api/v1/papers/{record_id}",
        "/api/v1/papers/{record_id}/answers",
        "/api/v1/papers/{record_id}/acts",
        "/api/v1/papers/{record_id}/lines",
        "/api/v1/papers/{record_id}/understand",
        "/api/v1/papers/{record_id}/units",
        "/api/v1/uploads",
        "/api/v1/months",
    }
