"""The migrations of a tenant's file, in order."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.tenant import (
    m0001_register,
    m0002_case_views,
    m0003_people,
    m0004_papers,
    m0005_outbox,
    m0006_settings,
    m0007_sealed,
    m0008_sign_in,
    m0009_wall,
    m0010_work_list,
    m0011_law_answers,
    m0012_following,
    m0013_dead_work,
    m0014_clock,
    m0016_letter_versions,
    m0017_deliveries,
    m0018_messages,
    m0019_reports,
    m0020_guards_and_indexes,
    m0021_work_list_pages,
    m0022_numbers_given,
)

MIGRATIONS: Final = (
    m0001_register.MIGRATION,
    m0002_case_views.MIGRATION,
    m0003_people.MIGRATION,
    m0004_papers.MIGRATION,
    m0005_outbox.MIGRATION,
    m0006_settings.MIGRATION,
    m0007_sealed.MIGRATION,
    m0008_sign_in.MIGRATION,
    m0009_wall.MIGRATION,
    m0010_work_list.MIGRATION,
    m0011_law_answers.MIGRATION,
    m0012_following.MIGRATION,
    m0013_dead_work.MIGRATION,
    m0014_clock.MIGRATION,
    m0016_letter_versions.MIGRATION,
    m0017_deliveries.MIGRATION,
    m0018_messages.MIGRATION,
    m0019_reports.MIGRATION,
    m0020_guards_and_indexes.MIGRATION,
    m0021_work_list_pages.MIGRATION,
    m0022_numbers_given.MIGRATION,
)
