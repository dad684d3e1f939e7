"""Texts that name or reach a person do not enter 个人信息: one check for every free text of every service.

Events are kept for good and go to every department, so what should not be in them is refused before
anything is written. What a pattern can tell is told: numbers and addresses surely, names as far as their
surroundings show that they are some (``names``). What names an office or an enterprise is none of it.
"""

from zhouqi.service.privacy.detection import find_personal
from zhouqi.service.privacy.personal import Personal

__all__ = ["Personal", "find_personal"]
