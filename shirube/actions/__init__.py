"""Every change of state: one verb per function, one transaction, its audit record, ``by`` named.

Each action asks core.roles within its own transaction whether the person may, so that a role taken away a
moment ago counts. Refusals are exceptions of outcome.py, core.roles and core.workflow.
"""
