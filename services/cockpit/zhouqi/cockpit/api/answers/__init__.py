"""What the cockpit answers, as the pages read it: the source of openapi.json and of the web's types.

Money is a decimal string in 万元 (ten thousand yuan), areas are in mu 亩, days are days of the county,
times are aware. Every answer that shows data says as of when it is: ``as_of`` is the time at which the
last event that arrived was recorded, null while there is none.
"""
