-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "digests" ADD COLUMN     "is_released" BOOLEAN NOT NULL DEFAULT false;
