"""How alembic reaches the archive: by the connection that was handed to it."""

from alembic import context

from crossread.archive.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds it all
)
context.run_migrations()
