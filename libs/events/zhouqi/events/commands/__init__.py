"""Commands: decided, handled once, and given by reactions to what others say."""
