"""What crosses services: faults, the whole way of a record, pages; and the fixtures that all tests share."""
