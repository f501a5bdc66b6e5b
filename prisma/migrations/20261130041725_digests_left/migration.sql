-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "digest_items" ADD COLUMN     "is_left" BOOLEAN NOT NULL DEFAULT false;
