"""Acts on projects that another account has to approve 申请与审批: extensions, terminations, doubtful reports, and
what takes them back. They move lights and rates, so they are counted and listed.
"""
