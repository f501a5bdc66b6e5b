-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "bottlenecks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "happens" TEXT NOT NULL,
    "place" TEXT,
    "frequency" TEXT,
    "cost" TEXT,
    "pillar_id" TEXT NOT NULL,
    "theme_id" TEXT,
    "author_id" UUID,
    "municipality_id" TEXT NOT NULL,
    "merged_into_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bottlenecks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bottleneck_recognitions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "bottleneck_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "person_id" UUID,
    "example" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "bottleneck_recognitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_point_origins" (
    "point_id" UUID NOT NULL,
    "bottleneck_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_point_origins_pkey" PRIMARY KEY ("point_id","bottleneck_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bottlenecks_number_key" ON "bottlenecks"("number");

-- CreateIndex
CREATE INDEX "bottlenecks_pillar_id_idx" ON "bottlenecks"("pillar_id");

-- CreateIndex
CREATE INDEX "bottlenecks_theme_id_idx" ON "bottlenecks"("theme_id");

-- CreateIndex
CREATE INDEX "bottlenecks_municipality_id_idx" ON "bottlenecks"("municipality_id");

-- CreateIndex
CREATE INDEX "bottlenecks_author_id_idx" ON "bottlenecks"("author_id");

-- CreateIndex
CREATE INDEX "bottlenecks_merged_into_id_idx" ON "bottlenecks"("merged_into_id");

-- CreateIndex
CREATE INDEX "bottleneck_recognitions_bottleneck_id_idx" ON "bottleneck_recognitions"("bottleneck_id");

-- CreateIndex
CREATE INDEX "bottleneck_recognitions_municipality_id_idx" ON "bottleneck_recognitions"("municipality_id");

-- CreateIndex
CREATE INDEX "bottleneck_recognitions_person_id_idx" ON "bottleneck_recognitions"("person_id");

-- CreateIndex
CREATE INDEX "lobby_point_origins_bottleneck_id_idx" ON "lobby_point_origins"("bottleneck_id");

-- AddForeignKey
ALTER TABLE "bottlenecks" ADD CONSTRAINT "bottlenecks_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottlenecks" ADD CONSTRAINT "bottlenecks_theme_id_fkey" FOREIGN KEY ("theme_id") REFERENCES "themes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottlenecks" ADD CONSTRAINT "bottlenecks_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottlenecks" ADD CONSTRAINT "bottlenecks_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottlenecks" ADD CONSTRAINT "bottlenecks_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "bottlenecks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottleneck_recognitions" ADD CONSTRAINT "bottleneck_recognitions_bottleneck_id_fkey" FOREIGN KEY ("bottleneck_id") REFERENCES "bottlenecks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottleneck_recognitions" ADD CONSTRAINT "bottleneck_recognitions_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottleneck_recognitions" ADD CONSTRAINT "bottleneck_recognitions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_point_origins" ADD CONSTRAINT "lobby_point_origins_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_point_origins" ADD CONSTRAINT "lobby_point_origins_bottleneck_id_fkey" FOREIGN KEY ("bottleneck_id") REFERENCES "bottlenecks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "bottlenecks"
  ADD CONSTRAINT "bottlenecks_title_check" CHECK (length(title) BETWEEN 1 AND 120),
  ADD CONSTRAINT "bottlenecks_merged_check" CHECK (merged_into_id <> id);
-- A municipality recognises a bottleneck once, whoever presses.
CREATE UNIQUE INDEX "bottleneck_recognitions_standing_key" ON "bottleneck_recognitions" ("bottleneck_id", "municipality_id") WHERE ended_at IS NULL;

-- What is like it is found by its words in Dutch, and by the letters of its title: "jeugdartsen" is like "jeugdzorg". The extension is a trusted one: who owns the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
ALTER TABLE "bottlenecks" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', happens), 'C')
) STORED;
CREATE INDEX "bottlenecks_search_idx" ON "bottlenecks" USING gin ("search");
CREATE INDEX "bottlenecks_title_idx" ON "bottlenecks" USING gin (lower("title") gin_trgm_ops);
CREATE INDEX "lobby_points_title_idx" ON "lobby_points" USING gin (lower("title") gin_trgm_ops);

-- What a bottleneck's card shows, as one number that only grows: its own changes, and each recognition given or taken back.
CREATE VIEW "bottleneck_cards" AS
  SELECT b.id, b.version + (SELECT count(*) + count(r.ended_at) FROM "bottleneck_recognitions" r WHERE r.bottleneck_id = b.id)::int AS version
  FROM "bottlenecks" b;
