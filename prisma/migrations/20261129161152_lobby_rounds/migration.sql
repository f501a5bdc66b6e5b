-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_points" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "result" TEXT,
ADD COLUMN     "result_link" TEXT;

-- CreateTable
CREATE TABLE "lobby_rounds" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pillar_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "municipalities" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_id" UUID,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "outcome_at" TIMESTAMPTZ(3),
    "outcome_by_id" UUID,

    CONSTRAINT "lobby_rounds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_round_points" (
    "round_id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "place" INTEGER,

    CONSTRAINT "lobby_round_points_pkey" PRIMARY KEY ("round_id","point_id")
);

-- CreateTable
CREATE TABLE "lobby_votes" (
    "round_id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "person_id" UUID,
    "score" INTEGER NOT NULL,
    "cast_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_votes_pkey" PRIMARY KEY ("round_id","point_id","municipality_id")
);

-- CreateTable
CREATE TABLE "lobby_placements" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "target_id" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "placed_on" DATE NOT NULL,
    "spokesperson" TEXT NOT NULL,
    "next_contact_on" DATE,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_placements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lobby_contacts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lobby_rounds_pillar_id_idx" ON "lobby_rounds"("pillar_id");

-- CreateIndex
CREATE INDEX "lobby_rounds_opened_by_id_idx" ON "lobby_rounds"("opened_by_id");

-- CreateIndex
CREATE INDEX "lobby_rounds_outcome_by_id_idx" ON "lobby_rounds"("outcome_by_id");

-- CreateIndex
CREATE INDEX "lobby_round_points_point_id_idx" ON "lobby_round_points"("point_id");

-- CreateIndex
CREATE INDEX "lobby_votes_municipality_id_idx" ON "lobby_votes"("municipality_id");

-- CreateIndex
CREATE INDEX "lobby_votes_person_id_idx" ON "lobby_votes"("person_id");

-- CreateIndex
CREATE INDEX "lobby_placements_point_id_idx" ON "lobby_placements"("point_id");

-- CreateIndex
CREATE INDEX "lobby_placements_target_id_idx" ON "lobby_placements"("target_id");

-- CreateIndex
CREATE INDEX "lobby_placements_person_id_idx" ON "lobby_placements"("person_id");

-- CreateIndex
CREATE INDEX "lobby_contacts_point_id_idx" ON "lobby_contacts"("point_id");

-- CreateIndex
CREATE INDEX "lobby_contacts_person_id_idx" ON "lobby_contacts"("person_id");

-- AddForeignKey
ALTER TABLE "lobby_rounds" ADD CONSTRAINT "lobby_rounds_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_rounds" ADD CONSTRAINT "lobby_rounds_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_rounds" ADD CONSTRAINT "lobby_rounds_outcome_by_id_fkey" FOREIGN KEY ("outcome_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_round_points" ADD CONSTRAINT "lobby_round_points_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "lobby_rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_round_points" ADD CONSTRAINT "lobby_round_points_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_votes" ADD CONSTRAINT "lobby_votes_round_id_point_id_fkey" FOREIGN KEY ("round_id", "point_id") REFERENCES "lobby_round_points"("round_id", "point_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_votes" ADD CONSTRAINT "lobby_votes_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_votes" ADD CONSTRAINT "lobby_votes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_placements" ADD CONSTRAINT "lobby_placements_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_placements" ADD CONSTRAINT "lobby_placements_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "lobby_targets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_placements" ADD CONSTRAINT "lobby_placements_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_contacts" ADD CONSTRAINT "lobby_contacts_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_contacts" ADD CONSTRAINT "lobby_contacts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "lobby_rounds" ADD CONSTRAINT "lobby_rounds_state_check" CHECK (state IN ('open', 'closed'));
-- A pillar has one round at a time.
CREATE UNIQUE INDEX "lobby_rounds_open_key" ON "lobby_rounds" ("pillar_id") WHERE state = 'open';
ALTER TABLE "lobby_votes" ADD CONSTRAINT "lobby_votes_score_check" CHECK (score BETWEEN 1 AND 5);

-- What a round's card shows, as one number that only grows: who voted is counted, never what they gave.
CREATE VIEW "lobby_round_cards" AS
  SELECT r.id, (1 + (SELECT count(DISTINCT v.municipality_id) FROM "lobby_votes" v WHERE v.round_id = r.id)
    + (r.closed_at IS NOT NULL)::int + (r.outcome_at IS NOT NULL)::int)::int AS version
  FROM "lobby_rounds" r;
