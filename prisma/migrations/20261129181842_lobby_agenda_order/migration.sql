-- SPDX-License-Identifier: EUPL-1.2
-- The lobby agenda begins with what moved last: a page of it is read in that order, without what is older.
CREATE INDEX "lobby_points_agenda_idx" ON "lobby_points" ("moved_at" DESC, "number" DESC) WHERE state NOT IN ('draft', 'archived');
