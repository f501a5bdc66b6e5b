-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "corrected_at" TIMESTAMPTZ(3);
