-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "agenda_items" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT,
    "point_id" UUID,
    "proposed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agenda_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agenda_items_meeting_id_idx" ON "agenda_items"("meeting_id");

-- CreateIndex
CREATE INDEX "agenda_items_point_id_idx" ON "agenda_items"("point_id");

-- CreateIndex
CREATE INDEX "agenda_items_proposed_by_id_idx" ON "agenda_items"("proposed_by_id");

-- AddForeignKey
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_items" ADD CONSTRAINT "agenda_items_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "agenda_items"
  ADD CONSTRAINT "agenda_items_title_check" CHECK (length(title) BETWEEN 1 AND 120),
  ADD CONSTRAINT "agenda_items_about_check" CHECK (length(about) BETWEEN 1 AND 500);
