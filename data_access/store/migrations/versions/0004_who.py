"""whether a child is disabled, and came to the country alone

Revision ID: who
Revises: health
"""

import sqlalchemy as sa
from alembic import op


revision = 'who'
down_revision = 'health'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('child', schema=None) as batch_op:
        batch_op.add_column(sa.Column('disabled', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('alone', sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('child', schema=None) as batch_op:
        batch_op.drop_column('alone')
        batch_op.drop_column('disabled')
