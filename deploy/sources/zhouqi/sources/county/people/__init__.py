"""How the county's people work: their hours, what they write, and how an issue goes its way."""
