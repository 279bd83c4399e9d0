"""first tables

Revision ID: first_tables
Revises: 
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from data_access.store.migrations import first_written


revision = 'first_tables'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    first_written.create()
    op.create_table('allocation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('staff_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_allocation'))
    )
    op.create_index('ix_allocation_child', 'allocation', ['la', 'child_id'], unique=False)
    op.create_table('child',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('born', sa.Date(), nullable=True),
    sa.Column('died', sa.Date(), nullable=True),
    sa.Column('sex', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('ethnicity', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('family', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_child')),
    sa.UniqueConstraint('la', 'child_id', name=op.f('uq_child_la'))
    )
    op.create_table('cla_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period_number', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('source_due', sa.Date(), nullable=True),
    sa.Column('held', sa.Date(), nullable=True),
    sa.Column('participation', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cla_review'))
    )
    op.create_index('ix_cla_review_child', 'cla_review', ['la', 'child_id'], unique=False)
    op.create_table('conference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('s47_started', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('source_due', sa.Date(), nullable=True),
    sa.Column('held', sa.Date(), nullable=True),
    sa.Column('working_days', sa.Integer(), nullable=True),
    sa.Column('transfer_in', sa.Boolean(), nullable=False),
    sa.Column('not_required', sa.Boolean(), nullable=False),
    sa.Column('settled', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conference'))
    )
    op.create_index('ix_conference_child', 'conference', ['la', 'child_id'], unique=False)
    op.create_table('dispute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('raised', sa.Date(), nullable=False),
    sa.Column('iro_name', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('entry_stage', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('highest_stage', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('theme', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('theme_as_typed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('resolved', sa.Date(), nullable=True),
    sa.Column('working_days', sa.Integer(), nullable=True),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispute')),
    sa.UniqueConstraint('la', 'child_id', 'raised', 'ordinal', name=op.f('uq_dispute_la'))
    )
    op.create_table('dispute_stage_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('raised', sa.Date(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('stage_as_typed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('entered', sa.Date(), nullable=True),
    sa.Column('response_due', sa.Date(), nullable=True),
    sa.Column('responded', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dispute_stage_event'))
    )
    op.create_index('ix_dispute_stage_event_child', 'dispute_stage_event', ['la', 'child_id'], unique=False)
    op.create_table('episode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period_number', sa.Integer(), nullable=False),
    sa.Column('decom', sa.Date(), nullable=False),
    sa.Column('rne', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('legal_status', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('placement', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('provider', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('location', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('dec', sa.Date(), nullable=True),
    sa.Column('reason_ceased', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_episode')),
    sa.UniqueConstraint('la', 'child_id', 'decom', name=op.f('uq_episode_la'))
    )
    op.create_table('import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('file_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('file_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('covers', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('covers_from', sa.Date(), nullable=True),
    sa.Column('covers_to', sa.Date(), nullable=True),
    sa.Column('known_from', sa.Date(), nullable=True),
    sa.Column('loaded_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('loaded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('rows_read', sa.Integer(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('left_out', sa.Integer(), nullable=False),
    sa.Column('undone_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import'))
    )
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_file_hash'), ['file_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_la'), ['la'], unique=False)
    op.create_table('ledger_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('who', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('screen', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entry'))
    )
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_entry_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_ledger_entry_who'), ['who'], unique=False)
    op.create_table('left_out_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('field', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('found', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('expected', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('remedy', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('record', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('whole_row', sa.Boolean(), nullable=False),
    sa.Column('joining', sa.Boolean(), nullable=False),
    sa.Column('mended_by', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_left_out_row'))
    )
    with op.batch_alter_table('left_out_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_left_out_row_child_id'), ['child_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_left_out_row_import_id'), ['import_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_left_out_row_la'), ['la'], unique=False)
    op.create_table('period_of_care',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('start_known', sa.Boolean(), nullable=False),
    sa.Column('ceased', sa.Date(), nullable=True),
    sa.Column('reason_ceased', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('short_breaks', sa.Boolean(), nullable=False),
    sa.Column('counts_from', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_period_of_care')),
    sa.UniqueConstraint('la', 'child_id', 'number', name=op.f('uq_period_of_care_la'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('who', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('teams', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('staff_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('given_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('given_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_index('ix_person_who', 'person', ['who'], unique=False)
    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sa.Date(), nullable=False),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.Column('initial_category', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('latest_category', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('previous_plans', sa.Integer(), nullable=True),
    sa.Column('last_plan_ended', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('la', 'child_id', 'started', name=op.f('uq_plan_la'))
    )
    op.create_table('plan_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('plan_started', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('source_due', sa.Date(), nullable=True),
    sa.Column('held', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_review'))
    )
    op.create_index('ix_plan_review_child', 'plan_review', ['la', 'child_id'], unique=False)
    op.create_table('planned_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('planned_for', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_review')),
    sa.UniqueConstraint('la', 'child_id', 'kind', 'planned_for', name=op.f('uq_planned_review_la'))
    )
    op.create_table('published_figure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('measure', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('area', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ending', sa.Integer(), nullable=False),
    sa.Column('value', sa.Float(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_published_figure')),
    sa.UniqueConstraint('la', 'measure', 'area', 'ending', name=op.f('uq_published_figure_la'))
    )
    op.create_table('review_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('held', sa.Date(), nullable=False),
    sa.Column('late_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('record_sent', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_note')),
    sa.UniqueConstraint('la', 'child_id', 'held', name=op.f('uq_review_note_la'))
    )
    op.create_table('source_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('record', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('content', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_row'))
    )
    with op.batch_alter_table('source_row', schema=None) as batch_op:
        batch_op.create_index('ix_source_row_child', ['la', 'child_id', 'record'], unique=False)
        batch_op.create_index(batch_op.f('ix_source_row_import_id'), ['import_id'], unique=False)
        batch_op.create_index('ix_source_row_key', ['la', 'record', 'key'], unique=False)
    op.create_table('staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('staff_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('fte', sa.Float(), nullable=True),
    sa.Column('agency', sa.Boolean(), nullable=False),
    sa.Column('started', sa.Date(), nullable=True),
    sa.Column('ended', sa.Date(), nullable=True),
    sa.Column('probation_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('la', 'staff_id', name=op.f('uq_staff_la'))
    )
    op.create_table('store_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_store_state'))
    )
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('visited', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('la', 'child_id', 'kind', 'visited', name=op.f('uq_visit_la'))
    )
    op.create_table('worklist_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('la', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('child_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('done', sa.Boolean(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worklist_mark'))
    )
    op.create_index('ix_worklist_mark_la', 'worklist_mark', ['la'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('worklist_mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_worklist_mark_la'))
    op.drop_table('worklist_mark')
    op.drop_table('visit')
    op.drop_table('store_state')
    op.drop_table('staff')
    with op.batch_alter_table('source_row', schema=None) as batch_op:
        batch_op.drop_index('ix_source_row_key')
        batch_op.drop_index(batch_op.f('ix_source_row_import_id'))
        batch_op.drop_index('ix_source_row_child')
    op.drop_table('source_row')
    op.drop_table('review_note')
    op.drop_table('published_figure')
    op.drop_table('planned_review')
    with op.batch_alter_table('plan_review', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_review_child')
    op.drop_table('plan_review')
    op.drop_table('plan')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_who'))
    op.drop_table('person')
    op.drop_table('period_of_care')
    with op.batch_alter_table('left_out_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_left_out_row_la'))
        batch_op.drop_index(batch_op.f('ix_left_out_row_import_id'))
        batch_op.drop_index(batch_op.f('ix_left_out_row_child_id'))
    op.drop_table('left_out_row')
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_entry_who'))
        batch_op.drop_index(batch_op.f('ix_ledger_entry_at'))
    op.drop_table('ledger_entry')
    with op.batch_alter_table('import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_la'))
        batch_op.drop_index(batch_op.f('ix_import_file_hash'))
    op.drop_table('import')
    op.drop_table('episode')
    with op.batch_alter_table('dispute_stage_event', schema=None) as batch_op:
        batch_op.drop_index('ix_dispute_stage_event_child')
    op.drop_table('dispute_stage_event')
    op.drop_table('dispute')
    with op.batch_alter_table('conference', schema=None) as batch_op:
        batch_op.drop_index('ix_conference_child')
    op.drop_table('conference')
    with op.batch_alter_table('cla_review', schema=None) as batch_op:
        batch_op.drop_index('ix_cla_review_child')
    op.drop_table('cla_review')
    op.drop_table('child')
    with op.batch_alter_table('allocation', schema=None) as batch_op:
        batch_op.drop_index('ix_allocation_child')
    op.drop_table('allocation')
    first_written.drop()
