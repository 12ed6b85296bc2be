"""import-linter on the tree and on copies of it with one violating import each."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from tests.architecture.source import ROOT, files

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


class Plant(NamedTuple):
    """A line added at the end of a file, made where it is missing."""

    path: str
    line: str


# contract id → violations, each of which alone must break it
PLANTS = {
    "apps": [
        Plant("core/text.py", "import applications.enums"),
        Plant("core/text.py", "import solver.problem"),
        Plant("applications/enums.py", "import reviewers.enums"),
        Plant("reviewers/enums.py", "import selection.enums"),
        Plant("selection/enums.py", "import stipends.enums"),
        Plant("stipends/enums.py", "import reports.queries"),
        Plant("reports/queries.py", "import demo.staff"),
        Plant("reports/queries.py", "import config.env"),
    ],
    "layers": [
        Plant("applications/paper/queries.py", "import applications.paper.forms.desk"),
        Plant("reviewers/scoring.py", "import reviewers.models"),
        Plant("applications/records/queries.py", "import applications.records.views.records"),
        Plant("reviewers/queries.py", "import reviewers.blind"),
        Plant("applications/form/form_builder.py", "import applications.form.emails"),
        Plant("applications/form/emails.py", "import applications.form.actions.submit"),
        Plant("stipends/actions/pay.py", "import stipends.forms"),
        Plant("stipends/forms.py", "import stipends.actions.pay"),
        Plant("selection/actions/moves.py", "import selection.views"),
        Plant("reviewers/views/scoring.py", "import reviewers.staff_urls"),
    ],
    "choosing": [
        Plant("selection/views/moves.py", "import selection.releases.queries"),
        Plant("selection/queries.py", "import selection.releases.queries"),
    ],
    "packages": [
        Plant("applications/enums/duplicates.py", "import applications.models"),
        Plant("applications/models/call.py", "import applications.form.queries"),
        Plant("applications/form/timeline.py", "import applications.paper.queries"),
        Plant("applications/duplicates/queries.py", "import applications.records.queries"),
        Plant("applications/translations/queries.py", "import applications.duplicates.queries"),
    ],
    "own-affair": [
        Plant("reviewers/views/scoring.py", "import applications.form.views.public"),
        Plant("reviewers/forms.py", "import applications.form.forms.steps"),
        Plant("selection/queries.py", "from applications.form import codes"),
        Plant("reports/views.py", "from applications.form import emails"),
    ],
    "own-affair-later": [
        Plant("reports/queries.py", "import reviewers.blind"),
        Plant("stipends/views/paying.py", "import selection.views"),
    ],
    "reports-change-nothing": [
        Plant("reports/views.py", "import stipends.actions.pay"),
        Plant("reports/queries.py", "from applications.form.actions import submit"),
    ],
    "stipends-read-no-scores": [
        Plant("stipends/queries.py", "import reviewers.queries"),
        Plant("stipends/queries.py", "from applications.models import answer"),
        Plant("stipends/views/paying.py", "import applications.models.representation"),
    ],
    "plain-python": [
        Plant("config/env.py", "import django"),
        Plant("config/local_postgres.py", "import config.settings"),
    ],
    "settings-start-nothing": [
        Plant("config/settings.py", "import config.local_postgres"),
        Plant("config/wsgi.py", "import config.postgres_cluster"),
    ],
    "solver-knows-nobody": [
        Plant("solver/panel.py", "import django"),
        Plant("solver/problem.py", "import core.text"),
        Plant("solver/tree.py", "import ortools"),
    ],
    "verify-stands-alone": [
        Plant("solver/verify.py", "import numpy"),
        Plant("solver/verify.py", "import solver.panel"),
    ],
}


def configured() -> dict[str, Any]:
    """The import-linter section of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tool"]["importlinter"]


def contract_names() -> dict[str, str]:
    """Each contract's id and its name."""
    return {contract["id"]: contract["name"] for contract in configured()["contracts"]}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in `folder`, under its own pyproject.toml."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def copy_packages(folder: Path) -> None:
    """The packages under contract, and pyproject.toml, into an empty folder."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    packages = set(configured()["root_packages"])
    for path in files(".py"):
        place = path.relative_to(ROOT)
        if place.parts[0] in packages:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / place)


def plant(folder: Path, what: Plant) -> None:
    """Add the violating line."""
    path = folder / what.path
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{what.line}\n", encoding="utf-8")
