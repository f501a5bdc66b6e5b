-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_round_points" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

ALTER TABLE "lobby_round_points" ADD CONSTRAINT "lobby_round_points_left_check" CHECK (left_at IS NULL OR place IS NULL);

-- What a round shows changes with the points that leave it. Votes on those still count for these numbers, which only grow.
CREATE OR REPLACE VIEW "lobby_round_cards" AS
  SELECT r.id, (1 + (SELECT count(DISTINCT v.municipality_id) FROM "lobby_votes" v WHERE v.round_id = r.id)
    + (r.closed_at IS NOT NULL)::int + (r.outcome_at IS NOT NULL)::int
    + (SELECT coalesce(sum(p.sight), 0) + count(i.left_at) FROM "lobby_round_points" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.round_id = r.id))::int AS version
  FROM "lobby_rounds" r;
CREATE OR REPLACE VIEW "lobby_ballot_cards" AS
  SELECT r.id, ((r.closed_at IS NOT NULL)::int
    + (SELECT coalesce(sum(p.sight), 0) + count(i.left_at) FROM "lobby_round_points" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.round_id = r.id))::int AS version
  FROM "lobby_rounds" r;
