"""care plans of children in care, and plans for adoption

Revision ID: permanence
Revises: who_and_where
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = 'permanence'
down_revision = 'law'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('care_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('lasting', sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_care_plan')),
    sa.UniqueConstraint('la', 'child_id', 'started', name=op.f('uq_care_plan_la'))
    )
    op.create_table('adoption_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided', sa.Date(), nullable=False),
    sa.Column('matched', sa.Date(), nullable=True),
    sa.Column('placed', sa.Date(), nullable=True),
    sa.Column('reversed', sa.Date(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sibling', sa.Boolean(), nullable=True),
    sa.Column('together', sa.Integer(), nullable=True),
    sa.Column('apart', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adoption_plan')),
    sa.UniqueConstraint('la', 'child_id', 'decided', name=op.f('uq_adoption_plan_la'))
    )


def downgrade() -> None:
    op.drop_table('adoption_plan')
    op.drop_table('care_plan')
