"""conferences settled without being held; from when first reviews count

Revision ID: settled
Revises: first_tables
"""

import sqlalchemy as sa
from alembic import op


revision = 'settled'
down_revision = 'first_tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('conference', schema=None) as batch_op:
        batch_op.add_column(sa.Column('settled', sa.Date(), nullable=True))
    with op.batch_alter_table('period_of_care', schema=None) as batch_op:
        batch_op.add_column(sa.Column('counts_from', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('period_of_care', schema=None) as batch_op:
        batch_op.drop_column('counts_from')
    with op.batch_alter_table('conference', schema=None) as batch_op:
        batch_op.drop_column('settled')
