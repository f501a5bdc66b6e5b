-- SPDX-License-Identifier: EUPL-1.2
-- What M50 came to with a point is found as well, and what was said around it: by those who support it, in its earlier wordings, upon a round, where it was brought and in contacts.
DROP INDEX "lobby_points_search_idx";
ALTER TABLE "lobby_points" DROP COLUMN "search";
ALTER TABLE "lobby_points" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('dutch', title), 'A') || setweight(to_tsvector('dutch', ask || ' ' || coalesce(result, '')), 'B') ||
  setweight(to_tsvector('dutch', problem || ' ' || why_midsized || ' ' || coalesce(evidence, '')), 'C')
) STORED;
CREATE INDEX "lobby_points_search_idx" ON "lobby_points" USING gin ("search");
-- Of a word that stands in most points, those that moved last are looked at.
CREATE INDEX "lobby_points_moved_idx" ON "lobby_points" ("moved_at" DESC, "number" DESC);
-- A press on [Steunen] brings no words, and so costs nothing here.
CREATE INDEX "lobby_supports_line_idx" ON "lobby_supports" USING gin (to_tsvector('dutch', "line")) WHERE "line" IS NOT NULL AND "ended_at" IS NULL;
CREATE INDEX "lobby_wordings_search_idx" ON "lobby_wordings" USING gin (to_tsvector('dutch', "title" || ' ' || "ask" || ' ' || "problem" || ' ' || "why_midsized"));
CREATE INDEX "lobby_placements_search_idx" ON "lobby_placements" USING gin (to_tsvector('dutch', "occasion" || ' ' || "spokesperson"));
CREATE INDEX "lobby_rounds_outcome_idx" ON "lobby_rounds" USING gin (to_tsvector('dutch', "outcome")) WHERE "outcome" IS NOT NULL;
CREATE INDEX "lobby_contacts_search_idx" ON "lobby_contacts" USING gin (to_tsvector('dutch', "text"));
-- A municipality's own example of a bottleneck is found with the bottleneck.
CREATE INDEX "bottleneck_recognitions_example_idx" ON "bottleneck_recognitions" USING gin (to_tsvector('dutch', "example")) WHERE "example" IS NOT NULL AND "ended_at" IS NULL;
