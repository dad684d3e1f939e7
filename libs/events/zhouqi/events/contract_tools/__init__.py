"""What a build needs of the contracts and nothing that runs does: schemas, compatibility, documents."""
