"""Reading one workbook that nobody has looked at yet: what runs in a process of its own.

Nothing here knows of the service: the process begins in a few hundredths of a second, holds no secret, and may
be killed by its bounds at any point.
"""
