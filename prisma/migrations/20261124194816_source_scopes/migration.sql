-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "sources" ADD COLUMN     "missing_scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "scopes_at" TIMESTAMPTZ(3);
