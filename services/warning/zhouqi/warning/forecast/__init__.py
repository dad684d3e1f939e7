"""When an open milestone will be reached, learned from what the county's own projects took 预测."""
