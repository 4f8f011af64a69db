"""Read a table of two columns column by column."""

from __future__ import annotations

from bs4 import BeautifulSoup


def rearrange(soup: BeautifulSoup) -> None:
    """Put the cells of each pair of columns one column after the other, in place of the table."""
    for table in soup.select("table.lh-pair"):
        rows = [row.find_all("td", recursive=False) for row in table.select("tr")]
        columns = soup.new_tag("div")
        for column in range(2):
            for cells in rows:
                if column < len(cells):
                    cells[column].name = "div"
                    columns.append(cells[column])
        table.replace_with(columns)
