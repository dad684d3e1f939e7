"""The chassis of a service and the ``zhouqi`` command: what all six need, written once.

A service declares itself in its ``app.py`` as a ``service.Service``; ``app.create_app`` makes the HTTP
application of one or several, ``worker.run_worker`` runs their loops. What lies between:

settings    ``settings``, ``logging``, ``trace``, ``metrics``, ``language``
who asks    ``identity``, ``tokens``, ``accounts``, ``demo``, ``signin``, ``session``
may they    ``permissions`` (and ``permissions.cedar``), ``scope``, ``gate``
HTTP        ``problems``, ``validation``, ``rejection``, ``idempotency``, ``precondition``, ``paging``,
            ``predicate``, ``consistency``, ``changes``, and around them ``requests``, ``headers``,
            ``body``, ``nul``, ``ratelimit``, ``sharedlimit``, ``web``, ``server``
read models ``registrations``, ``closed_days``: projections that several services keep
at work     ``service``, ``runtime``, ``database``, ``supervise``, ``worker``, ``health``, ``condition``,
            ``watch``
operators   ``migrations``, ``parking``, ``refold``, and ``cli``
"""
