"""Filing, reading, listing and moving appeals through the API."""

from tests.sites.api.conftest import letter


def test_a_letter_is_filed_and_read_again(hotline):
    answer = hotline.post("appeals", letter(external_id="GD-1", applicant={"name": "王女士", "phone": "15400012345"}))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["unit"], told["supervising_unit"]) == ("pushed", "yz.jc.gq", "yz.jc")
    assert len(told["query_code"]) == 10
    assert {s["kind"] for s in told["suggestions"]} == {"type", "category", "unit"}
    read = hotline.get(f"appeals/{told['number']}").json()
    assert (read["told"], read["external_id"], read["applicant"]["phone"]) == ("whole", "GD-1", "154****2345")
