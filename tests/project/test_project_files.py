"""What must hold for the repository as a whole."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
TEXT = {".py", ".md", ".toml", ".lock", ".sh", ".yaml", ".yml", ".json", ".html", ".css", ".txt", ".ini", ".mako", ""}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """The files of the repository: as git lists them, or as they lie here where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        hidden = {".venv", ".git", "data", "out"}
        found = [path for path in ROOT.rglob("*") if hidden.isdisjoint(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file() and path.suffix in TEXT]


def normal(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def direct() -> set[str]:
    """Names of all direct dependencies, of every group."""
    settings = tomllib.loads(read("pyproject.toml"))
    project, groups = settings["project"], settings["dependency-groups"]
    lists = [project["dependencies"], *project.get("optional-dependencies", {}).values(), *groups.values()]
    return {normal(one) for several in lists for one in several if isinstance(one, str)}


def test_no_file_names_a_package_index_or_a_folder_of_one_machine() -> None:
    # the words are put together here, so that this file does not name them itself
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
    folders = ["/" + name + "/" for name in ("work", "root", "opt/pypi", "home")]
    pattern = re.compile("|".join([*map(re.escape, hosts), *(rf"(?<![\w.~-]){re.escape(one)}" for one in folders)]))
    bad = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in tracked()
        if (hit := pattern.search(path.read_text(encoding="utf-8")))
    ]
    assert bad == []


def test_only_the_evaluation_looks_outside_of_the_repository() -> None:
    outside = "shared/" + "devset"
    found = {path.relative_to(ROOT).as_posix() for path in tracked() if outside in path.read_text(encoding="utf-8")}
    assert found <= {"CONTRIBUTING.md", "README.md", "README.vi.md"}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_each_package_with_hashes_and_names_no_place(name: str) -> None:
    text = read(name)
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-", text.replace("    --hash=sha256:", ""))  # no option lines
    packages = re.split(r"(?m)^(?=[a-z0-9])", text)
    blocks = [block for block in packages if "==" in block]
    assert len(blocks) > 100
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_hold_the_direct_dependencies_and_agree() -> None:
    def pins(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for package, version in re.findall(r"(?m)^([a-z0-9.-]+)==(\S+)", read(name)):
            found.setdefault(package, set()).add(version)
        return found

    runtime, dev = map(pins, LOCKS)
    settings = tomllib.loads(read("pyproject.toml"))
    groups = settings["dependency-groups"]
    assert {normal(one) for one in settings["project"]["dependencies"] + groups["build"]} <= set(runtime)
    assert {normal(one) for one in groups["dev"] if isinstance(one, str)} <= set(dev)
    assert {name: dev.get(name) for name in runtime} == runtime
    assert {normal(one) for one in settings["build-system"]["requires"]} <= set(runtime)
    assert "torch" not in dev


def test_every_direct_dependency_is_explained_and_nothing_else_is() -> None:
    rows = re.findall(r"(?m)^\| ([a-z0-9][a-z0-9.-]*) \|", read("docs/dependencies.md"))
    assert sorted(rows) == sorted(set(rows))
    assert set(rows) == direct()


def test_every_make_target_is_explained_and_only_those() -> None:
    makefile = read("Makefile")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    assert set(re.findall(r"(?m)^([a-z-]+):.*## ", makefile)) == targets, "make help would not list them all"
    named = {name for path in ("README.md", "CONTRIBUTING.md") for name in re.findall(r"make ([a-z-]+)", read(path))}
    assert set(re.findall(r"`make ([a-z-]+)", read("CONTRIBUTING.md"))) == targets
    assert named <= targets


def test_both_readmes_have_the_same_sections_commands_and_links() -> None:
    def shape(name: str) -> tuple[list[int], list[str], list[str]]:
        prose, code = [], []
        for index, part in enumerate(re.split(r"(?m)^```\w*$", read(name))):
            (code if index % 2 else prose).append(part)
        text = "".join(prose)
        levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", text)]
        links = sorted(re.findall(r"\]\(([^)#]+)", re.sub(r"\.vi\.md|\.md", "", text)))
        lines = [line.partition("#")[0].strip() for block in code for line in block.splitlines()]
        commands = [line for line in lines if re.match(r"(make|git|\.venv/\S+|bienban) ", line)]
        return levels, links, commands

    assert shape("README.md") == shape("README.vi.md")


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            file, _, anchor = target.partition("#")
            if "://" in file:
                continue
            place = (path.parent / file) if file else path
            if not place.exists() or (anchor and place.suffix == ".md" and anchor not in anchors(place)):
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_document_is_in_the_list_of_documents() -> None:
    listed = set(re.findall(r"\]\(([^)/]+\.md)\)", read("docs/index.md")))
    assert listed == {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}


def test_decisions_are_all_in_their_list() -> None:
    folder = ROOT / "docs" / "adr"
    assert set(re.findall(r"\]\((\d{4}[^)]*\.md)\)", read("docs/adr/README.md"))) == {
        path.name for path in folder.glob("[0-9]*.md")
    }


def test_shell_scripts_can_be_started() -> None:
    for path in [ROOT / ".ci" / "run", *(ROOT / "scripts").glob("*.sh")]:
        assert path.stat().st_mode & 0o111, path
        assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash")
        subprocess.run(["bash", "-n", path], check=True)


def test_version_and_licence_are_said_once_and_the_same() -> None:
    settings = tomllib.loads(read("pyproject.toml"))["project"]
    assert f"## {settings['version']}" in read("CHANGELOG.md")
    assert settings["license"] == "Apache-2.0"
    assert "Apache License" in read("LICENSE")[:200]
