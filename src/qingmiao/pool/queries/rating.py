from qingmiao.pool.contracts import ExampleFacts
from qingmiao.pool.models import Rating


def example_facts(*, rating: Rating) -> ExampleFacts:
    """The claim a rating rests on, told to the rule."""
    return ExampleFacts(
        person_id=rating.example.person_id,
        dimension=rating.example.dimension,
        is_retracted=rating.example.retracted_at is not None,
        happened_on=rating.example.happened_on,
    )
