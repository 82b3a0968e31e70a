"""Tables: what their headers, rows and captions say of the amounts in their cells.

`pages.tabular` finds them in a text; here they are read. `texts` holds a table as the text that is
annotated, `grid` its headers, `cells` makes facts of both.
"""

from qdnlp.grids.cells import NO_HEADS, Heads, Tabled, tabled
from qdnlp.grids.headings import over
from qdnlp.grids.texts import TableText, of_table

__all__ = ["NO_HEADS", "Heads", "TableText", "Tabled", "of_table", "over", "tabled"]
