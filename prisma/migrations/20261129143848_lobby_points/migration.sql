-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "lobby_targets" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "region" TEXT,
    "committee_id" TEXT,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "lobby_targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_points" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "title" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "ask" TEXT NOT NULL,
    "why_midsized" TEXT NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "theme_id" TEXT,
    "deadline" DATE,
    "evidence" TEXT,
    "dossiers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "proposer_id" UUID,
    "municipality_id" TEXT NOT NULL,
    "is_confidential" BOOLEAN NOT NULL DEFAULT false,
    "wording" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_point_targets" (
    "point_id" UUID NOT NULL,
    "target_id" TEXT NOT NULL,

    CONSTRAINT "lobby_point_targets_pkey" PRIMARY KEY ("point_id","target_id")
);

-- CreateTable
CREATE TABLE "lobby_wordings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "wording" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "ask" TEXT NOT NULL,
    "why_midsized" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by_id" UUID,

    CONSTRAINT "lobby_wordings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_supports" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "person_id" UUID,
    "stance" TEXT NOT NULL,
    "line" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "lobby_supports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "lobby_points_number_key" ON "lobby_points"("number");

-- CreateIndex
CREATE INDEX "lobby_points_pillar_id_state_idx" ON "lobby_points"("pillar_id", "state");

-- CreateIndex
CREATE INDEX "lobby_points_municipality_id_idx" ON "lobby_points"("municipality_id");

-- CreateIndex
CREATE INDEX "lobby_points_proposer_id_idx" ON "lobby_points"("proposer_id");

-- CreateIndex
CREATE INDEX "lobby_point_targets_target_id_idx" ON "lobby_point_targets"("target_id");

-- CreateIndex
CREATE INDEX "lobby_wordings_replaced_by_id_idx" ON "lobby_wordings"("replaced_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "lobby_wordings_point_id_wording_key" ON "lobby_wordings"("point_id", "wording");

-- CreateIndex
CREATE INDEX "lobby_supports_point_id_idx" ON "lobby_supports"("point_id");

-- CreateIndex
CREATE INDEX "lobby_supports_municipality_id_idx" ON "lobby_supports"("municipality_id");

-- CreateIndex
CREATE INDEX "lobby_supports_person_id_idx" ON "lobby_supports"("person_id");

-- AddForeignKey
ALTER TABLE "lobby_targets" ADD CONSTRAINT "lobby_targets_committee_id_fkey" FOREIGN KEY ("committee_id") REFERENCES "committees"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_theme_id_fkey" FOREIGN KEY ("theme_id") REFERENCES "themes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_proposer_id_fkey" FOREIGN KEY ("proposer_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_points" ADD CONSTRAINT "lobby_points_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_point_targets" ADD CONSTRAINT "lobby_point_targets_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_point_targets" ADD CONSTRAINT "lobby_point_targets_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "lobby_targets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_wordings" ADD CONSTRAINT "lobby_wordings_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_wordings" ADD CONSTRAINT "lobby_wordings_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_supports" ADD CONSTRAINT "lobby_supports_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_supports" ADD CONSTRAINT "lobby_supports_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_supports" ADD CONSTRAINT "lobby_supports_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the search goes through, in Dutch: the title before the ask, the ask before the rest.
ALTER TABLE "lobby_points" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', ask), 'B') ||
  setweight(to_tsvector('dutch', problem || ' ' || why_midsized || ' ' || coalesce(evidence, '')), 'C')
) STORED;
CREATE INDEX "lobby_points_search_idx" ON "lobby_points" USING gin ("search");

ALTER TABLE "lobby_points"
  ADD CONSTRAINT "lobby_points_state_check" CHECK (state IN ('draft', 'proposed', 'declined', 'gathering', 'prioritised', 'placed', 'achieved', 'partly', 'notAchieved', 'withdrawn', 'archived')),
  ADD CONSTRAINT "lobby_points_title_check" CHECK (length(title) BETWEEN 1 AND 120);

ALTER TABLE "lobby_supports" ADD CONSTRAINT "lobby_supports_stance_check" CHECK (stance IN ('support', 'reservation'));
-- A municipality stands behind a point once, whoever presses.
CREATE UNIQUE INDEX "lobby_supports_standing_key" ON "lobby_supports" ("point_id", "municipality_id") WHERE ended_at IS NULL;

-- What a point's card shows, as one number that only grows: its own changes, and each support given or taken back. So a press writes nothing that all others wait for.
CREATE VIEW "lobby_cards" AS
  SELECT p.id, p.version + (SELECT count(*) + count(s.ended_at) FROM "lobby_supports" s WHERE s.point_id = p.id)::int AS version
  FROM "lobby_points" p;
