-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_points" ADD COLUMN     "state_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Since when a point stands as it does: its last step that changed that. What has none in the audit says when it was changed last, as it did.
UPDATE "lobby_points" p SET "state_at" = coalesce((SELECT max(a."at") FROM "audit" a
  WHERE a."subject_kind" = 'lobbyPoint' AND a."subject_id" = p."id"::text
    AND a."action" IN ('lobby.propose', 'lobby.retract', 'lobby.approve', 'lobby.unapprove', 'lobby.decline', 'lobby.reconsider', 'lobby.prioritise', 'lobby.place',
      'lobby.achieve', 'lobby.achievePartly', 'lobby.fail', 'lobby.withdraw', 'lobby.resume', 'lobby.regather', 'lobby.archive', 'lobby.merge', 'lobby.splitOff')), p."moved_at");
