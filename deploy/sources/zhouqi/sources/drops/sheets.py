"""The three kinds of workbooks: their folders, their names, their columns."""

from dataclasses import dataclass

from zhouqi.sources.deliveries import Kind

__all__ = ["SHEETS", "Sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind's workbooks: the folder is named by the kind, a file by `title`; `columns` are header and field."""

    kind: Kind
    title: str
    columns: tuple[tuple[str, str], ...]


SHEETS = (
    Sheet(
        Kind.ACCEPTANCE,
        "竣工验收",
        (
            ("记录编号", "record_id"),
            ("更新时间", "updated_at"),
            ("项目代码", "project_code"),
            ("施工许可证号", "permit_number"),
            ("竣工验收日期", "accepted_on"),
            ("备案号", "document"),
            ("投产日期", "production_on"),
            ("作废", "withdrawn"),
        ),
    ),
    Sheet(
        Kind.INPUTS,
        "投入情况",
        (
            ("记录编号", "record_id"),
            ("更新时间", "updated_at"),
            ("项目代码", "project_code"),
            ("统一社会信用代码", "enterprise_code"),
            ("年度", "year"),
            ("设备投资(万元)", "equipment"),
            ("研发投入(万元)", "research"),
            ("作废", "withdrawn"),
        ),
    ),
    Sheet(
        Kind.PAYMENT,
        "政策兑付",
        (
            ("记录编号", "record_id"),
            ("更新时间", "updated_at"),
            ("项目代码", "project_code"),
            ("统一社会信用代码", "enterprise_code"),
            ("政策名称", "policy"),
            ("兑付日期", "paid_on"),
            ("金额(万元)", "amount"),
            ("作废", "withdrawn"),
        ),
    ),
)
