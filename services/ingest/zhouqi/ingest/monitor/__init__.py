"""What is collected and how it went: the page 归集运行."""
