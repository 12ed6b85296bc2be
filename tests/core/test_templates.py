"""Templates as they are sent: without the indentation of HTML."""

from pathlib import Path

from django.template import Context, Engine


def test_templates_of_pages_lose_their_indentation_and_those_of_mails_keep_it(
    tmp_path: Path,
) -> None:
    text = "<ul>\n  {% for a in names %}\n    <li>{{ a }}</li>\n  {% endfor %}\n</ul>\n"
    for name in ("page.html", "mail.txt"):
        (tmp_path / name).write_text(text)
    engine = Engine(dirs=[tmp_path], loaders=["core.templates.Loader"])
    names = Context({"names": ["  A\n  B"]})
    page, mail = (
        engine.get_template(name).render(names).split("\n<li>")
        for name in ("page.html", "mail.txt")
    )
    assert page == ["<ul>\n", "  A\n  B</li>\n\n</ul>\n"], "what is filled in stays as it is"
    assert mail == ["<ul>\n  \n    <li>  A\n  B</li>\n  \n</ul>\n"]
