"""A service's database: connections, migrations, conditions of queries."""
