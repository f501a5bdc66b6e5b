-- SPDX-License-Identifier: EUPL-1.2
-- A message that was sent keeps its title, whatever its schedule and pillar are called later.
ALTER TABLE "digests" ADD COLUMN "sent_name" TEXT, ADD COLUMN "sent_rhythm" TEXT;
UPDATE "digests" d SET "sent_name" = coalesce(p.name, g.name), "sent_rhythm" = s.rhythm
  FROM "digest_schedules" s LEFT JOIN "pillars" p ON p.id = s.pillar_id LEFT JOIN "theme_groups" g ON g.id = s.theme_group_id
  WHERE s.id = d.schedule_id AND d.state = 'sent';

-- Who wants nothing more keeps what they were told, so that it can still be opened, and is never told anew.
ALTER TABLE "digest_wishes" DROP CONSTRAINT "digest_wishes_rhythm_check",
  ADD CONSTRAINT "digest_wishes_rhythm_check" CHECK ("rhythm" IN ('direct', 'daily', 'weekly', 'off'));

-- The points of a round are counted in a digest: who may know of one of them changes what it says.
CREATE OR REPLACE VIEW "digest_messages" AS
  SELECT d.id, (1 + (SELECT coalesce(sum(p.sight), 0) FROM "digest_items" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.digest_id = d.id)
    + (SELECT coalesce(sum(r.version), 0) FROM "digest_items" i JOIN "reports" r ON r.id = (i.facts->>'id')::uuid WHERE i.digest_id = d.id AND i.facts->>'kind' = 'report')
    + (SELECT coalesce(sum(p.sight), 0) FROM "digest_items" i JOIN "lobby_round_points" k ON k.round_id = (i.facts->>'id')::uuid JOIN "lobby_points" p ON p.id = k.point_id
       WHERE i.digest_id = d.id AND i.facts->>'kind' = 'round'))::int AS version
  FROM "digests" d;
