-- SPDX-License-Identifier: EUPL-1.2
-- A calendar of a pillar, beside one's own.
ALTER TABLE "calendar_feeds" ADD COLUMN "pillar_id" TEXT;
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE CASCADE ON UPDATE CASCADE;
