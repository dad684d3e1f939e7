"""Where a project stands, as lifecycle decided it: milestones, extensions, traits, who leads it."""
