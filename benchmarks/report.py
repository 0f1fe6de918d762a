"""Ratios with their spread, and the Markdown that shows them. Needs nothing but Python."""

import re
import textwrap
from dataclasses import dataclass, field
from statistics import median
from typing import List, Optional

BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"


@dataclass
class Comparison:
    """One row: our rates and the peer's, one of each from every repetition."""

    title: str
    unit: str
    ours: List[float]
    theirs: List[float]
    way: str = ""
    goal: Optional[float] = None
    share: Optional[float] = None
    share_goal: Optional[float] = None

    @property
    def ratios(self):
        """Ours to theirs, repetition by repetition; both rates: higher is better."""
        return [own / other for own, other in zip(self.ours, self.theirs, strict=True)]

    @property
    def cells(self):
        share = "" if self.share is None else f"{self.share:.0%}"
        if self.share_goal is not None and self.share is not None:
            share += f" ({verdict(self.share, self.share_goal, f'≥ {self.share_goal:.0%}')})"
        goal = "" if self.goal is None else verdict(median(self.ratios), self.goal, f"≥ {self.goal:g} ×")
        return [self.title, f"{brief(median(self.ours))} {self.unit}", share,
                f"{brief(median(self.theirs))} {self.unit}", self.way, ratio_text(self.ratios), goal]


@dataclass
class Limit:
    """One row without a peer: a quantity and its bound."""

    title: str
    values: List[float]
    unit: str
    goal: Optional[float] = None
    is_upper: bool = True

    @property
    def cells(self):
        goal = ""
        if self.goal is not None:
            sign = "≤" if self.is_upper else "≥"
            goal = verdict(median(self.values), self.goal, f"{sign} {self.goal:g} {self.unit}", self.is_upper)
        spread = "" if len(self.values) < 2 else f" ({brief(min(self.values))}–{brief(max(self.values))})"
        return [self.title, f"{brief(median(self.values))} {self.unit}{spread}", goal]


@dataclass
class Report:
    """Everything of one run."""

    caption: str = ""
    comparisons: List[Comparison] = field(default_factory=list)
    limits: List[Limit] = field(default_factory=list)
    # Rows of ablate-bench that stand alone, and remarks: lines of Markdown.
    rest: List[List[str]] = field(default_factory=list)
    notes: List[str] = field(default_factory=list)

    @property
    def tables(self):
        """What the README shows as well."""
        parts = [textwrap.fill(self.caption, 116, break_long_words=False, break_on_hyphens=False)]
        if self.comparisons:
            head = ["work", "ablate", "share of FMA peak", "PyTorch", "its fastest way", "ratio", "goal"]
            parts.append(table(head, [row.cells for row in self.comparisons], "lrrrlrl"))
        if self.limits:
            parts.append(table(["quantity", "measured", "goal"], [row.cells for row in self.limits], "lrl"))
        return "\n\n".join(part for part in parts if part)

    @property
    def document(self):
        parts = ["# Speed against PyTorch", f"{BEGIN}\n{self.tables}\n{END}"]
        if self.notes:
            parts.append("## How it was measured\n\n" + "\n".join(f"- {note}" for note in self.notes))
        if self.rest:
            head = ["row", "median", "range", "GFLOP/s", "share of FMA peak", "remark"]
            parts.append("## Measured by ablate-bench alone\n\n" + table(head, self.rest, "lrrrrl"))
        return "\n\n".join(parts) + "\n"


def verdict(value, goal, text, is_upper=False):
    """The goal with what became of it; a missed one shows by how much."""
    if (value <= goal) if is_upper else (value >= goal):
        return f"{text}: met"
    return f"{text}: missed by {abs(value - goal) / goal:.0%}"


def brief(value):
    """About three significant digits: 49,012; 113; 27.4; 0.052."""
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"


def ratio_text(ratios):
    """The median with the range of the repetitions."""
    if len(ratios) < 2:
        return f"{median(ratios):.2f}"
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def table(head, rows, alignment):
    """A Markdown table whose columns are aligned in the text too."""
    cells = [head] + [[str(cell).replace("|", "\\|") for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]

    def line(row):
        padded = [cell.rjust(width) if side == "r" else cell.ljust(width)
                  for cell, width, side in zip(row, widths, alignment, strict=True)]
        return "| " + " | ".join(padded) + " |"
    rules = ["-" * (width - 1) + ":" if side == "r" else "-" * width for width, side in zip(widths, alignment)]
    return "\n".join([line(cells[0]), "| " + " | ".join(rules) + " |"] + [line(row) for row in cells[1:]])


def block(text):
    """What stands between the two marks of a document."""
    found = re.findall(re.escape(BEGIN) + r"\n(.*?)\n" + re.escape(END), text, re.DOTALL)
    if len(found) != 1:
        raise ValueError(f"expected '{BEGIN}' … '{END}' once, found it {len(found)} times")
    return found[0]


def with_block(text, tables):
    """A document with other contents between the marks."""
    return text.replace(f"{BEGIN}\n{block(text)}\n{END}", f"{BEGIN}\n{tables}\n{END}")


def bench_cells(row):
    """The cells of a JSON row of ablate-bench in the table of rows without a peer."""
    if row.get("median") is None:
        return [row["row"], "", "", "", "", row.get("remark") or ""]
    several = len(row["values"]) > 1
    speed, share = row.get("operationsPerSecond"), row.get("shareOfPeak")
    return [row["row"], f"{brief(row['median'])} {row['unit']}",
            f"{brief(row['low'])}–{brief(row['high'])}" if several else "",
            "" if speed is None else brief(speed * 1e-9), "" if share is None else f"{share:.0%}",
            row.get("remark") or ""]
