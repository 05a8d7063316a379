"""Run the steps on the connection and inside the transaction that `store.migrate` gives."""

from alembic import context

from newsloom.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
