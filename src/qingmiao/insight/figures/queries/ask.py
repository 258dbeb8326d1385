from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingmiao.insight.figures.contracts import Question, Reading
from qingmiao.insight.figures.queries.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question together with how the district reads its words on that day."""

    question: Question
    readings: Mapping[str, Reading]
    schemes: Mapping[str, str]

    @property
    def on(self) -> date:
        return self.question.on

    def reading(self, code: str) -> Any:
        return self.readings[code].value

    @property
    def window_begins(self) -> date:
        return self.question.since or self.reading("window_begins")

    @property
    def counted_since(self) -> date:
        """Where cumulative figures begin: with the first record, unless the reader says otherwise."""
        return self.question.cumulative_since or date.min

    @property
    def kinds_of_use(self) -> list[str]:
        further = self.reading("use_after_posting") == "promotion_or_further"
        return ["promotion", "further_use"] if further else ["promotion"]


Asked = Callable[[Ask], Statement]
