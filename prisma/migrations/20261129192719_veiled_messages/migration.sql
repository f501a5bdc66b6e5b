-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "posted_messages" ADD COLUMN     "veiled_at" TIMESTAMPTZ(3);
