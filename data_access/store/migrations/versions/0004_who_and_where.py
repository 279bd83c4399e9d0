"""whether a child is disabled or came alone; how far from home, and in which region

Revision ID: who_and_where
Revises: health
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = 'who_and_where'
down_revision = 'health'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('child', schema=None) as batch_op:
        batch_op.add_column(sa.Column('disabled', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('alone', sa.Boolean(), nullable=True))
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.add_column(sa.Column('miles', sa.Float(), nullable=True))
        batch_op.add_column(
            sa.Column('region', sqlmodel.sql.sqltypes.AutoString(), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table('episode', schema=None) as batch_op:
        batch_op.drop_column('region')
        batch_op.drop_column('miles')
    with op.batch_alter_table('child', schema=None) as batch_op:
        batch_op.drop_column('alone')
        batch_op.drop_column('disabled')
