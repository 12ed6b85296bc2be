"""No public page is heavy, asks for much, or asks anybody else."""

import pytest
from django.http import HttpResponse

from bench.__main__ import MOST_BYTES, MOST_REQUESTS
from bench.weight import Scales, Weight
from core import languages
from tests.journeys.public_pages import walk

pytestmark = pytest.mark.django_db(transaction=True)

HEAVIEST = languages.BY_CODE["ru"]  # two bytes a letter, and long words
FEWEST_PAGES = 50


def too_heavy(weight: Weight) -> bool:
    return weight.size > MOST_BYTES or weight.requests > MOST_REQUESTS or weight.other_hosts > 0


def test_every_page_is_light(call) -> None:
    scales = Scales()
    weights = [scales.weigh(name, answer) for name, answer in walk(call, HEAVIEST)]
    assert len(weights) >= FEWEST_PAGES
    assert [each for each in weights if too_heavy(each)] == []
    form = next(each for each in weights if each.page == "step contact")
    assert form.requests == 4, "style sheets and script are counted"


@pytest.mark.parametrize(
    "added",
    [
        '<script src="/static/js/site.js?again"></script>',
        '<img alt="" src="https://elsewhere.example/pixel.png">',
        "".join(f"{number}: {number**5:x} " for number in range(4000)),
    ],
    ids=["request", "host", "bytes"],
)
def test_heavier_page_is_noticed(call, client, added) -> None:
    page = client.get("/en/").text
    assert not too_heavy(Scales().weigh("home", HttpResponse(page)))
    assert too_heavy(Scales().weigh("home", HttpResponse(page + added)))
