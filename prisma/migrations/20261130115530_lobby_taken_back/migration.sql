-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_placements" ADD COLUMN     "taken_back_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_back_by_id" UUID;

-- AlterTable
ALTER TABLE "lobby_contacts" ADD COLUMN     "taken_back_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_back_by_id" UUID;

-- CreateIndex
CREATE INDEX "lobby_placements_taken_back_by_id_idx" ON "lobby_placements"("taken_back_by_id");

-- CreateIndex
CREATE INDEX "lobby_contacts_taken_back_by_id_idx" ON "lobby_contacts"("taken_back_by_id");

-- AddForeignKey
ALTER TABLE "lobby_placements" ADD CONSTRAINT "lobby_placements_taken_back_by_id_fkey" FOREIGN KEY ("taken_back_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_contacts" ADD CONSTRAINT "lobby_contacts_taken_back_by_id_fkey" FOREIGN KEY ("taken_back_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
