"""The registration of a project (项目基本信息) as the approval system holds it."""

from collections.abc import Iterator

from zhouqi.sources.county.record import Kind, Record, Value, Version
from zhouqi.sources.county.records.record_maker import RecordMaker, amount_text
from zhouqi.sources.county.registration import Registration

__all__ = ["registrations"]


def registrations(maker: RecordMaker) -> Iterator[Record]:
    """Answer the one registration of a project, a version for each change of it."""
    record_id = maker.truth.project.record_id
    versions = tuple(Version(one.since, _says(record_id, one.says)) for one in maker.truth.registered)
    yield Record(Kind.PROJECT, record_id, record_id, versions)


def _says(record_id: str, says: Registration) -> dict[str, Value]:
    return {
        "record_id": record_id,
        "project_code": says.project_code,
        "project_name": says.project_name,
        "enterprise_code": says.enterprise_code,
        "enterprise_name": says.enterprise_name,
        "township_code": says.township_code,
        "industry_code": says.industry_code,
        "construction_nature": says.construction_nature,
        "total_investment": amount_text(says.total_investment),
        "land_area_mu": None if says.land_area_mu is None else amount_text(says.land_area_mu),
        "planned_start": says.planned_start.isoformat(),
        "planned_completion": says.planned_completion.isoformat(),
        "registered_on": says.registered_on.isoformat(),
        "withdrawn": says.withdrawn,
    }
