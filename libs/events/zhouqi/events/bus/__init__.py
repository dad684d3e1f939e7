"""The bus: what is published to topics, and what is taken from them."""
