-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "committee_meetings" ADD COLUMN     "calendar" JSONB;
