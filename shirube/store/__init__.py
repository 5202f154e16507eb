"""The database: tables, loading rows as core values, saving core values as rows, and named queries.

Nothing here decides who may do what (actions, core.roles) or changes state on its own account.
"""
