-- SPDX-License-Identifier: EUPL-1.2
-- Widens nothing and locks nothing: what the card of a poll shows changes where it closes, and where its meeting is planned no more.
CREATE VIEW "meeting_poll_cards" AS
  SELECT o.meeting_id AS id, 1 + (o.closed_at IS NOT NULL)::int + (m.state <> 'planned')::int AS version
  FROM "meeting_polls" o JOIN "meetings" m ON m.id = o.meeting_id;
