-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "lobby_offers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "person_id" UUID,
    "offer" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT,
    "year" INTEGER,
    "speaker" TEXT,
    "speaker_role" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "lobby_offers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lobby_offers_point_id_idx" ON "lobby_offers"("point_id");

-- CreateIndex
CREATE INDEX "lobby_offers_municipality_id_idx" ON "lobby_offers"("municipality_id");

-- CreateIndex
CREATE INDEX "lobby_offers_person_id_idx" ON "lobby_offers"("person_id");

-- AddForeignKey
ALTER TABLE "lobby_offers" ADD CONSTRAINT "lobby_offers_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_offers" ADD CONSTRAINT "lobby_offers_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_offers" ADD CONSTRAINT "lobby_offers_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "lobby_offers"
  ADD CONSTRAINT "lobby_offers_offer_check" CHECK (offer IN ('example', 'figure', 'speaker')),
  ADD CONSTRAINT "lobby_offers_figure_check" CHECK ((offer = 'figure') = (source IS NOT NULL AND year IS NOT NULL)),
  ADD CONSTRAINT "lobby_offers_speaker_check" CHECK ((offer = 'speaker') = (speaker IS NOT NULL AND speaker_role IS NOT NULL));
-- Whoever proposed the point has not heard of it yet.
CREATE INDEX "lobby_offers_untold_idx" ON "lobby_offers" ("point_id") WHERE told_at IS NULL AND ended_at IS NULL;
-- What a municipality offers is found with the point.
CREATE INDEX "lobby_offers_search_idx" ON "lobby_offers" USING gin (to_tsvector('dutch', "text" || ' ' || coalesce("source", '') || ' ' || coalesce("speaker", '') || ' ' || coalesce("speaker_role", ''))) WHERE "ended_at" IS NULL;

-- A point's card counts what is offered too.
CREATE OR REPLACE VIEW "lobby_cards" AS
  SELECT p.id, p.version + (SELECT count(*) + count(s.ended_at) FROM "lobby_supports" s WHERE s.point_id = p.id)::int
    + (SELECT coalesce(sum(o.version), 0) + count(o.ended_at) FROM "lobby_offers" o WHERE o.point_id = p.id)::int AS version
  FROM "lobby_points" p;
