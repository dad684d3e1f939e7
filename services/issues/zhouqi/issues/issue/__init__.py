"""The issue itself 问题: what people and the clock want of it, what follows from that, and the county's terms."""
