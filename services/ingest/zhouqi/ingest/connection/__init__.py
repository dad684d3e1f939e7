"""Which kinds of data apply to a project, and which of these are connected 全景可视."""
