-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "digests" ADD COLUMN     "introduced_by_id" UUID;

-- CreateIndex
CREATE INDEX "digests_introduced_by_id_idx" ON "digests"("introduced_by_id");

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_introduced_by_id_fkey" FOREIGN KEY ("introduced_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
