-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "people" ADD COLUMN     "merged_into_id" UUID;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
