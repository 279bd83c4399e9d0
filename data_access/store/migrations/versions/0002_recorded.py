"""what is recorded

Revision ID: recorded
Revises: first_tables
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = 'recorded'
down_revision = 'first_tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recorded_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sheet', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('content', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recorded_row'))
    )
    op.create_index('ix_recorded_row_child', 'recorded_row', ['la', 'child_id'], unique=False)
    op.create_index('ix_recorded_row_key', 'recorded_row', ['la', 'sheet', 'key'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_recorded_row_key', 'recorded_row')
    op.drop_index('ix_recorded_row_child', 'recorded_row')
    op.drop_table('recorded_row')
