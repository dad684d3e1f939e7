"""What the simulated systems' HTTP sides share: tokens, refusals, faults on purpose."""
