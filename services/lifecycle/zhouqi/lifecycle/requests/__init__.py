"""What counts only once another account has approved it 申请与审批."""
