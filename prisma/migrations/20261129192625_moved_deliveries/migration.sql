-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "moved_from" TEXT;
