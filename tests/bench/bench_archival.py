"""What Apache Preflight says of the archival file, and what neither it nor anybody here can say.

Preflight knows PDF/A-1b (ISO 19005-1) alone, our files claim part 3. So each file is first laid
out as part 1 wants it (no object streams, by qpdf), and what part 3 allows and part 1 does not is
set aside by its code; anything else is a fault.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.assessment import assess
from core.issuing.form_pdf import annex_pdf, pdf
from core.issuing.options import PrintOptions
from core.issuing.stamping import Filing
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.page_setup import PageSetup

JARS = Path("/usr/share/java")
NEEDED = "preflight pdfbox2 fontbox2 xmpbox commons-logging commons-io javax.activation jaxb-api"
PACKAGES = "libpdfbox2-java libcommons-io-java libactivation-java libjaxb-api-java qpdf"
ONLY_PART_1 = {
    "1.4.7": "no attachments",
    "1.2.9": "no attachments",
    "7.11.2": "the metadata say part 1",
}
FILING = Filing(12, 3, final=True, saved=datetime(2022, 1, 14, 20, tzinfo=UTC))


def files() -> Iterator[tuple[str, bytes]]:
    form, profile = sample(), load_profile("财政部2020")
    for name, options in (
        ("with every feature", PrintOptions(sign=True)),
        ("a draft", PrintOptions(draft=True)),
        ("plain, landscape", PrintOptions(plain=True, setup=PageSetup(landscape=True))),
        ("for publication", PrintOptions(public=True)),
    ):
        yield name, pdf(form, options=options, filing=FILING)
    yield "评分底稿", annex_pdf(form, assess(form, profile), profile, FILING)


def said(data: bytes, jars: list[Path], folder: Path) -> list[str]:
    """What Preflight finds, line by line; nothing where it finds the file sound."""
    own, plain = folder / "own.pdf", folder / "plain.pdf"
    own.write_bytes(data)
    options = ["--object-streams=disable", "--newline-before-endstream"]
    subprocess.run(["qpdf", *options, str(own), str(plain)], check=True)
    classes = ":".join(map(str, jars))
    command = ["java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", str(plain)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.findall(r"^(?:\d+\.)+\d+ : .*$", done.stdout, re.MULTILINE)
    if not found and "is a valid PDF/A-1b file" not in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return found


def main() -> None:
    jars = [JARS / f"{name}.jar" for name in NEEDED.split()]
    if not all(map(Path.exists, jars)) or not all(map(shutil.which, ("java", "qpdf"))):
        print(f"  Preflight is not installed (Debian: {PACKAGES}): nothing was proved")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files():
            found = said(data, jars, Path(folder))
            faults = [line for line in found if line.partition(" ")[0] not in ONLY_PART_1]
            print(f"  {name:30} {'sound' if not faults else 'FAULTS'}")
            for line in faults:
                print(f"    {line}")
    print("  proved: syntax, fonts (embedded, CIDSet, widths), colours, metadata, as PDF/A-1b")
    print(f"  set aside, for part 3 allows it: {', '.join(ONLY_PART_1)}")
    print("  not proved: part 3's own rules and level A (veraPDF is no Debian package);")
    print(
        "  the structure is read back and compared with the form by tests/core/report/tagging_test"
    )


if __name__ == "__main__":
    main()
