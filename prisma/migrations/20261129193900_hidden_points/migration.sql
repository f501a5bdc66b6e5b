-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_points" ADD COLUMN     "sight" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "lobby_wordings" ADD COLUMN     "is_confidential" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "lobby_contacts" ADD COLUMN     "next_contact_on" DATE;

-- What the bot told of a point by itself follows who may know of it.
CREATE VIEW "lobby_sights" AS SELECT p.id, p.sight AS version FROM "lobby_points" p;

-- What a round shows changes with who may know of its points.
CREATE OR REPLACE VIEW "lobby_round_cards" AS
  SELECT r.id, (1 + (SELECT count(DISTINCT v.municipality_id) FROM "lobby_votes" v WHERE v.round_id = r.id)
    + (r.closed_at IS NOT NULL)::int + (r.outcome_at IS NOT NULL)::int
    + (SELECT coalesce(sum(p.sight), 0) FROM "lobby_round_points" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.round_id = r.id))::int AS version
  FROM "lobby_rounds" r;

-- The same without the votes: ballots are many, and say nothing of how many voted that must be right.
CREATE VIEW "lobby_ballot_cards" AS
  SELECT r.id, ((r.closed_at IS NOT NULL)::int
    + (SELECT coalesce(sum(p.sight), 0) FROM "lobby_round_points" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.round_id = r.id))::int AS version
  FROM "lobby_rounds" r;
