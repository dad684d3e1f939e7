"""Which kinds of data apply to a project, and which are connected."""
