"""The county's townships, enterprises, departments and agents, and what they are called."""
