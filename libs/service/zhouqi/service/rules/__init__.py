"""The county's rules by effective date, what was in force here, the days of rest by law, and terms in working days."""
