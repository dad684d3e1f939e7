"""Which project a record is about: identifiers, links, and records that wait for one."""
