"""Run by Alembic for each command; the connection comes from `storage.migrate`."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot change a column in place
)
context.run_migrations()
