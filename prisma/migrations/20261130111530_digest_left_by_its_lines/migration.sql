-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "digests" DROP COLUMN "left";
