"""When the open milestones of a project are expected 预测."""
