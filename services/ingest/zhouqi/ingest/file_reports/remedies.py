"""What is wrong and what to do, in the words of those who mend a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.ingest.sheets.refusal import RefusalCause

FINDINGS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("必填项为空", "请补填"),
    "malformed": ("格式不正确", "请按约定的格式更正"),
    "unknown": ("县里没有这个代码", "请更正；县里登记该代码后自动采用"),
    "in_future": ("日期晚于业务日期", "请更正；到该日后自动采用"),
    "out_of_bounds": ("超出可记录的范围", "请更正"),
    "personal_data": ("含有个人信息", "请删去姓名、电话、证件号等"),
    "unforeseen": ("系统未能处理", "不必处理，系统将自动重试"),
    "not_text": ("代码被表格软件变成了数值或日期，末几位已丢失", "请把该格设为文本格式，照原件重新录入"),
    "no_value": ("公式出错或没有结果", "请改填内容"),
    "too_fine": ("换算成万元后超过四位小数", "请填到整元"),
}
"""The rule that a field breaks -> what is wrong, what to do."""
FILES: Final[Mapping[RefusalCause, tuple[str, str]]] = {
    RefusalCause.TOO_LARGE: ("文件过大，或有单元格铺得过远", "请删去多余的行和列后另存"),
    RefusalCause.TOO_SLOW: ("读取耗时过长", "请拆成几个文件"),
    RefusalCause.NO_WORKBOOK: ("文件已损坏", "请重新另存后放入"),
    RefusalCause.ENCRYPTED: ("文件有密码", "请取消密码后另存"),
    RefusalCause.OTHER_CONTENT: ("内容与文件名的后缀不符", "请用表格软件打开后另存为 .xlsx"),
    RefusalCause.BAD_ENCODING: ("既不是 UTF-8 也不是 GB18030 编码", "请另存为 .xlsx"),
    RefusalCause.INCOMPLETE: ("文件不完整", "请重新复制"),
    RefusalCause.NO_HEADER: ("没有找到约定的表头", "请补齐缺少的列名；本表第一行即约定的表头"),
    RefusalCause.NO_UNIT: ("金额列没有写明单位", "请在列名后注明（元）或（万元）"),
    RefusalCause.COLUMN_TWICE: ("表头重复", "请只保留一列"),
    RefusalCause.SEVERAL_SHEETS: ("不止一张工作表有记录", "请并为一张"),
    RefusalCause.OTHER_FORMAT: ("不是 .xlsx、.xls、.et、.ods 或 .csv 文件", "请另存为 .xlsx"),
    RefusalCause.NO_FILE: ("是文件夹、链接等，不是文件", "请直接放入文件"),
    RefusalCause.FILE_NAME: ("文件名不是 UTF-8 编码", "请改名"),
    RefusalCause.NO_PERMISSION: ("没有读取权限", "请检查文件权限"),
    RefusalCause.LOCKED: ("正被其他程序占用", "关闭后自动重读"),
    RefusalCause.MISPLACED: ("不在任何数据类的文件夹里", "请移入对应的文件夹"),
    RefusalCause.ARRIVING: ("还没有写完", "写完后自动读取"),
}
"""Why a file was refused as a whole -> what is wrong, what to do."""
_OTHER: Final = ("不符合规则", "请更正")


def of_finding(code: str) -> tuple[str, str]:
    """What is wrong with a field, and what to do."""
    return FINDINGS.get(code, _OTHER)
