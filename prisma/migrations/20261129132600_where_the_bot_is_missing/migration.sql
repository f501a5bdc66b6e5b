-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "unreached_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "team_id" TEXT,
ADD COLUMN     "unreached_at" TIMESTAMPTZ(3);
