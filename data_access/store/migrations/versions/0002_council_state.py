"""council state: each council's own version

Revision ID: council_state
Revises: first_tables
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'council_state'
down_revision = 'first_tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('council_state',
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('la', name=op.f('pk_council_state'))
    )


def downgrade() -> None:
    op.drop_table('council_state')
