"""Which kinds of data apply to a project."""

from __future__ import annotations

from tests.e2e.oracle.milestones import Stand


def applicable(stand: Stand) -> set[str]:
    """The kinds that a project should have records of."""
    kinds = {"project", "agreement", "filing"}
    if not stand.traits:
        return kinds
    new_land, civil, scale = (stand.traits[one] for one in ("new_land", "civil_works", "scale_expected"))
    reached = set(stand.reached)
    ready = "land" in reached if new_land else "signed" in reached
    conditions = {
        "land": new_land and "land" in reached,
        "energy": ready,
        "environment": ready,
        "planning": new_land and "land" in reached,
        "permit": civil and "started" in reached,
        "statistics": "started" in reached,
        "investment": "started" in reached,
        "attendance": civil and "started" in reached and "completed" not in reached,
        "site": civil and "started" in reached,
        "acceptance": "completed" in reached,
        "inputs": ("completed" if civil else "in_production") in reached,
        "sales": "in_production" in reached,
        "tax": "in_production" in reached,
        "payment": scale and "scaled" in reached,
        "performance": "full_capacity" in reached,
    }
    return kinds | {kind for kind, holds in conditions.items() if holds}
