"""Who asks, and what they may do: accounts, tokens, permissions, scope, late entry."""
