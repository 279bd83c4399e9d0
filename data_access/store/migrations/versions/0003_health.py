"""health of children in care, and when they were missing

Revision ID: health
Revises: recorded
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = 'health'
down_revision = 'recorded'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('health',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('answer', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_health'))
    )
    op.create_index('ix_health_child', 'health', ['la', 'child_id'], unique=False)
    op.create_table('missing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_missing')),
    sa.UniqueConstraint('la', 'child_id', 'kind', 'started', name=op.f('uq_missing_la'))
    )


def downgrade() -> None:
    op.drop_table('missing')
    op.drop_index('ix_health_child', 'health')
    op.drop_table('health')
