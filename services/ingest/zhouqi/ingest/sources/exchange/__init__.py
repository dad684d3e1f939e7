"""The exchange database 前置库."""
