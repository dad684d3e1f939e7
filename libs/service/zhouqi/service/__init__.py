"""The chassis of a service and the ``zhouqi`` command: what all six need, written once.

A service declares itself in its ``app.py`` as a :class:`~zhouqi.service.service.Service`; ``http.app`` makes the HTTP
application of one or several, ``loops.worker`` runs their loops. What lies between:

``service``, ``runtime``, ``settings``
    a service as it is declared and at work, and what the environment says of both
``http``
    habits of every API: problems, idempotency, preconditions, pages, live answers, limits, and the server around them
``identity``
    who asks (tokens, sessions, accounts) and what they may: permissions (``permissions.cedar``), scope, late entry
``loops``
    the worker: supervision, health, lag, capacity, and what an operator does with what was parked
``rules``
    the county's rules by effective date, and the statutory days
``storage``, ``projections``
    connections, migrations and conditions of queries; what several services fold alike
``text``, ``privacy``
    free text, normalised at the edge and free of personal data
``telemetry``
    logs, traces, metrics
``cli``
    the command that operators give
"""
