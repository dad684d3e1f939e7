"""Which milestones a project of certain traits has is said by lifecycle; warning's rules of stalls agree."""

from zhouqi.lifecycle import rules as lifecycle
from zhouqi.warning import rules as warning


def test_a_stall_applies_to_the_projects_that_have_the_milestone_it_misses() -> None:
    for edition in warning.rule_book().editions:
        needs = lifecycle.rule_book().on(edition.effective_on).needs
        said = {rule.target: rule.trait for rule in edition.stall if rule.trait is not None}
        assert said == needs
