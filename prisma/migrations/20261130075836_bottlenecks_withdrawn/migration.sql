-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "bottlenecks" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);
