"""What a browser makes of the HTML: measured, and photographed to be looked at.

Needs Chromium; the pictures go to the folder that QDNLP_SCREENSHOTS names, if it names one.
"""

from __future__ import annotations

import html as escaping
import json
import os
import re
import shutil
import struct
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from html_sample import TEXT, note

from qdnlp import html
from qdnlp.lexicon import Entry

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

WIDTHS = (1280, 400)
THEMES = ("light", "dark")

# What notebooks say of links and tables: the displays must outweigh it.
NOTEBOOK = """
.jp-RenderedHTMLCommon a:link { color: #1976d2; text-decoration: none; }
.jp-RenderedHTMLCommon table { margin-left: auto; font-size: 12px; table-layout: fixed; }
.jp-RenderedHTMLCommon :is(td, th) { text-align: right; padding: 0.5em; max-width: none; }
.jp-RenderedHTMLCommon tr:nth-child(even) { background: #f5f5f5; }
"""


def cards() -> str:
    made = note()
    entry = Entry("海湾日报", "ORG", "org:haiwan-daily", ("湾报",), "gb:379900", "its own site")
    things = (made.figures[3], made.times[1], made.entities[1], made.facts[1], entry)
    return "".join(f'<div style="margin-top:12px">{html.card(thing)}</div>' for thing in things)


def notebook(theme: str) -> str:
    """A cell of a notebook with the note and the cards."""
    ground, padding = (
        {"light": "#ffffff", "dark": "#111111"}[theme],
        "10px 10px 10px min(80px, 6vw)",
    )
    return (
        '<!DOCTYPE html><meta charset="utf-8">'
        f"<style>body{{margin:0;padding:{padding};background:{ground}}}{NOTEBOOK}</style>"
        f'<body data-jp-theme-light="{"true" if theme == "light" else "false"}">'
        f'<div class="jp-RenderedHTMLCommon">{html.render(note())}{cards()}</div></body>'
    )


def page(theme: str) -> str:
    return html.render(note(), page=True)


SHOWN = {"notebook": notebook, "page": page}


def chromium(theme: str, *options: str) -> str:
    """What Chromium prints; the system's theme is `theme`."""
    scheme = f"--blink-settings=preferredColorScheme={THEMES.index(theme) ^ 1}"
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", scheme]
    command = [str(CHROMIUM), *flags, "--virtual-time-budget=3000", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", SHOWN)
def test_pictures(kind: str, width: int, theme: str, tmp_path: Path) -> None:
    folder = Path(os.environ.get("QDNLP_SCREENSHOTS", tmp_path))
    source = tmp_path / "shown.html"
    source.write_text(SHOWN[kind](theme), encoding="utf-8")
    picture = folder / f"{kind}-{width}-{theme}.png"
    height = 1700 if width == 1280 else 3000
    # A notebook has a theme of its own: that of the system is set against it.
    system = theme if kind == "page" else THEMES[THEMES.index(theme) - 1]
    chromium(system, f"--window-size={width},{height}", f"--screenshot={picture}", source.as_uri())
    content = picture.read_bytes()
    assert struct.unpack(">II", content[16:24]) == (width, height)
    assert len(content) > 50_000  # of one colour it has less than 20,000


MEASURE = """
const result = {};
const luminance = ([r, g, b]) => {
  const linear = [r, g, b].map(v => v / 255).map(
    v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
};
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + .05) / (dark + .05);
};
const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
const ground = element => {
  for (let at = element; at; at = at.parentElement) {
    const found = numbers(at.ownerDocument.defaultView.getComputedStyle(at).backgroundColor);
    if (found.length === 3 || found[3] > 0) return found;
  }
  return [255, 255, 255];
};
function measure(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const root = page.querySelector(".qdnlp"), least = [99, ""];
  const weigh = (element, colour, what) => {
    const ratio = contrast(numbers(colour), ground(element));
    if (ratio < least[0]) { least[0] = ratio; least[1] = what; }
  };
  for (const element of page.querySelectorAll(".qdnlp, .qdnlp *")) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (own && element.tagName !== "STYLE")
      weigh(element, view.getComputedStyle(element).color, element.className || element.tagName);
    const tag = view.getComputedStyle(element, "::after");
    if (tag.content !== "none" && tag.content !== "normal")
      weigh(element, tag.color, element.className + " tag");
  }
  const outside = [];
  for (const mark of page.querySelectorAll(".qd-mark[data-note]")) {
    if (mark.matches(":not([href]):not([tabindex])")) continue;
    mark.focus();
    const shown = view.getComputedStyle(mark, "::before");
    if (shown.content === "none" || shown.position !== "absolute") outside.push(mark.textContent);
    if (page.documentElement.scrollWidth > view.innerWidth)
      outside.push("wide: " + mark.textContent);
    mark.blur();
  }
  const beside = root.querySelector(".qd-facts").getBoundingClientRect().left
    >= root.querySelector(".qd-text").getBoundingClientRect().right;
  const selection = view.getSelection();
  selection.selectAllChildren(root.querySelector(".qd-text"));
  return {
    least, outside, beside, copied: selection.toString(),
    wide: page.documentElement.scrollWidth, inner: view.innerWidth,
    ground: numbers(view.getComputedStyle(root).backgroundColor),
  };
}
window.onload = () => {
  for (const frame of document.querySelectorAll("iframe")) result[frame.name] = measure(frame);
  document.querySelector("pre").textContent = JSON.stringify(result);
};
"""


@cache
def measured(theme: str) -> dict[str, dict[str, Any]]:
    """What a browser measures of every display, by kind and width."""
    # The measuring script is the test's own; the page's policy would not let it in.
    frames = "".join(
        f'<iframe name="{kind} {width}" style="border:0;width:{width}px;height:1200px" '
        f'srcdoc="{escaping.escape(SHOWN[kind](theme))}"></iframe>'
        for kind in SHOWN
        for width in WIDTHS
    )
    source = f'<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="{theme}">'
    source += f"{frames}<pre></pre><script>{MEASURE}</script>"
    with TemporaryDirectory() as folder:
        path = Path(folder, "measure.html")
        path.write_text(source, encoding="utf-8")
        dumped = chromium(theme, "--window-size=1400,1400", "--dump-dom", path.as_uri())
    found = re.search(r"<pre>(.*)</pre>", dumped, re.S)
    assert found, dumped[-2000:]
    return json.loads(escaping.unescape(found[1]))  # type: ignore[no-any-return]


CASES = [f"{kind} {width}" for kind in SHOWN for width in WIDTHS]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("case", CASES)
class TestMeasured:
    def test_every_word_is_legible(self, case: str, theme: str) -> None:
        ratio, where = measured(theme)[case]["least"]
        assert ratio >= 4.5, where

    def test_the_theme_is_kept(self, case: str, theme: str) -> None:
        assert (sum(measured(theme)[case]["ground"][:3]) > 380) == (theme == "light")

    def test_nothing_is_wider_than_the_screen(self, case: str, theme: str) -> None:
        found = measured(theme)[case]
        assert found["wide"] <= found["inner"]
        assert found["outside"] == []

    def test_the_table_is_beside_the_text_where_there_is_room(self, case: str, theme: str) -> None:
        assert measured(theme)[case]["beside"] == case.endswith("1280")

    def test_what_is_copied_is_the_text(self, case: str, theme: str) -> None:
        assert measured(theme)[case]["copied"] == TEXT
