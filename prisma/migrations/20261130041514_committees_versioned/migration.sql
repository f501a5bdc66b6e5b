-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "committees" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
