"""Which files are pages, and what text their bytes spell."""

import codecs
import errno
import zlib
from pathlib import Path

import pytest

from qdnlp.reading import Page, UnreadableError, decoded, distinct, pages_at

PROSE = "本报11月1日讯 今天，总投资2047亿元的160个项目开工。\r\n一期增长13.7%，“链主”企业䶮出—"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_every_encoding_gives_the_same_text(mark: bytes, encoding: str) -> None:
    assert decoded(mark + PROSE.encode(encoding)) == PROSE


@pytest.mark.parametrize("encoding", ["gbk", "gb2312", "utf-8", "utf-16-le"])
def test_a_short_page_is_enough(encoding: str) -> None:
    assert decoded("投资50亿元\n".encode(encoding)) == "投资50亿元\n"


def test_no_bytes_are_no_text() -> None:
    assert decoded(b"") == ""


def test_a_nul_in_utf8_stays() -> None:
    assert decoded("2047亿元\0，160个".encode()) == "2047亿元\0，160个"


def test_newlines_stay_as_they_are(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("一\r\n二\r三\n".encode())
    assert Page(str(page), page).read_text() == "一\r\n二\r三\n"


@pytest.mark.parametrize("at", [3, 60, -5])
def test_damaged_utf8_is_not_taken_for_gb18030(at: int) -> None:
    data = bytearray((PROSE * 3).encode())
    data[at] = 0xFF
    with pytest.raises(UnreadableError, match="it is UTF-8, but byte"):
        decoded(bytes(data))


def test_damaged_gb18030_is_told() -> None:
    data = PROSE.encode("gb18030") + b"\xff\xff"
    with pytest.raises(UnreadableError, match=r"neither UTF-8 .* nor GB18030"):
        decoded(data)


def test_damaged_utf16_is_told() -> None:
    with pytest.raises(UnreadableError, match="begins as UTF-16-LE, but byte"):
        decoded(codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le")[:-1])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF, not text: .* pdftotext"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive .*docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"\x1f\x8b\x08\x00" + zlib.compress(b"x"), "a gzip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (bytes(range(32)) * 8, "binary data"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        decoded(data)


def test_a_folder_gives_its_pages_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "sub/c.txt", "sub/d.csv", ".hidden.txt", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("1个")
    names = [Path(page.name).relative_to(tmp_path).as_posix() for page in pages_at(str(tmp_path))]
    assert names == ["a.MD", "b.txt", "sub/c.txt"]


def test_a_named_file_needs_no_suffix(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("1个")
    assert [page.name for page in pages_at(str(tmp_path / "page"))] == [str(tmp_path / "page")]


def test_missing_and_empty_are_told(tmp_path: Path) -> None:
    for name in ("none", "n" * 5000, "n\0"):
        with pytest.raises(UnreadableError, match="no such file or folder"):
            list(pages_at(str(tmp_path / name)))
    with pytest.raises(UnreadableError, match=r"no \.txt or \.md file in this folder"):
        list(pages_at(str(tmp_path)))


def test_a_page_named_twice_counts_once(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("1个")
    (tmp_path / "link.txt").symlink_to(page)
    named = [*pages_at(str(page)), *pages_at(str(tmp_path)), *pages_at("-"), *pages_at("-")]
    assert [page.name for page in distinct(named)] == [str(page), "-"]


def test_a_closed_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableError, match=r"cannot be read \(Permission denied\)"):
        Page("page.txt", tmp_path / "page.txt").read_text()
