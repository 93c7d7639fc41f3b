"""Every form that the database has had, one file a step; the newest is `HEAD`.

A new step: change the tables, then ``alembic -c quizapp/store/migrations/alembic.ini revision --autogenerate
--rev-id 0002 -m "..."`` against a database at the old form; read the file it wrote; set `HEAD`.
"""

HEAD = "0015"
"""Known without loading Alembic, so that a start with nothing to migrate is quick; a test compares."""
