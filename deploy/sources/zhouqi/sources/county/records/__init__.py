"""What each system holds of a project: its records of every kind, in the order in which they begin."""

from zhouqi.sources.county.records.all_kinds import records_of, stray_records_of

__all__ = ["records_of", "stray_records_of"]
