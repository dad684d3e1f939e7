"""Brokers for tests: the embedded one and Apache Kafka, with one interface."""
