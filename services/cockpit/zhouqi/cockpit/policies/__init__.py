"""The catalogue of policies, and what of it a project's enterprise may have."""
