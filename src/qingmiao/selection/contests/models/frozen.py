"""What belongs to a frozen rule is neither added, changed nor taken away: the database says so too."""

import pgtrigger

REFUSAL = "RAISE EXCEPTION 'the rule of the contest is frozen' USING ERRCODE = 'check_violation'"


def stands_with_its_rule(name: str, contest: str = "{row}.contest_id") -> pgtrigger.Trigger:
    """``contest``: how the contest of a ``{row}`` is found, in SQL."""
    new, old = contest.format(row="NEW"), contest.format(row="OLD")
    frozen = "SELECT 1 FROM contests_contest WHERE rule_frozen_at IS NOT NULL AND id ="
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP <> 'INSERT' THEN
            IF EXISTS ({frozen} {old}) THEN {REFUSAL}; END IF;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            IF EXISTS ({frozen} {new}) THEN {REFUSAL}; END IF;
            RETURN NEW;
        END IF;
        RETURN OLD;
        """,
    )
