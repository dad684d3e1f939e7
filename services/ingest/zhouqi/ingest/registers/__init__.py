"""The county's registers: townships, enterprises, accounts and the calendar."""
