-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_points" ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "split_from_id" UUID;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "lobby_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_split_from_id_fkey" FOREIGN KEY ("split_from_id") REFERENCES "lobby_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;
