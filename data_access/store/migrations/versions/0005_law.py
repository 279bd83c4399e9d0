"""orders that deprive children of their liberty, and pre-proceedings

Revision ID: law
Revises: who_and_where
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = 'law'
down_revision = 'who_and_where'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deprivation_of_liberty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deprivation_of_liberty')),
    sa.UniqueConstraint('la', 'child_id', 'started', name=op.f('uq_deprivation_of_liberty_la'))
    )
    op.create_table('pre_proceedings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('letter_sent', sa.Date(), nullable=True),
    sa.Column('offered', sa.Boolean(), nullable=True),
    sa.Column('met', sa.Boolean(), nullable=True),
    sa.Column('decided', sa.Date(), nullable=True),
    sa.Column('applied', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pre_proceedings')),
    sa.UniqueConstraint('la', 'child_id', 'started', name=op.f('uq_pre_proceedings_la'))
    )


def downgrade() -> None:
    op.drop_table('pre_proceedings')
    op.drop_table('deprivation_of_liberty')
