-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "playground_messages" ADD COLUMN     "blocks" JSONB;
