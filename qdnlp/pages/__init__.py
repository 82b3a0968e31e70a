"""Pages: a scanned newspaper page, a government report, a plain article → its articles.

Knows what a page is made of and puts broken paragraphs together; does not know what they say.
"""

from qdnlp.pages.parts import Article, Byline, Cell, Name, Page, Paragraph, Table
from qdnlp.pages.reading import read_page

__all__ = [
    "Article",
    "Byline",
    "Cell",
    "Name",
    "Page",
    "Paragraph",
    "Table",
    "read_page",
]
