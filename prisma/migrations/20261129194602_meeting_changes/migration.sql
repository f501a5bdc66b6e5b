-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "cancelled_because" TEXT,
ADD COLUMN     "moved_at" TIMESTAMPTZ(3);
