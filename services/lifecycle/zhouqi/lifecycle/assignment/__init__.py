"""Who is in charge of a project: its leading department 牵头部门 and its agent 代办员."""
