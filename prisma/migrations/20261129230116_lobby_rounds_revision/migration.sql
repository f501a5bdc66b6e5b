-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_rounds" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- Where two municipalities become one, one fewer voted: what a round shows is another then, and its number still only grows.
CREATE OR REPLACE VIEW "lobby_round_cards" AS
  SELECT r.id, (1 + (SELECT count(DISTINCT v.municipality_id) FROM "lobby_votes" v WHERE v.round_id = r.id) + r.revision
    + (r.closed_at IS NOT NULL)::int + (r.outcome_at IS NOT NULL)::int
    + (SELECT coalesce(sum(p.sight), 0) + count(i.left_at) FROM "lobby_round_points" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.round_id = r.id))::int AS version
  FROM "lobby_rounds" r;
