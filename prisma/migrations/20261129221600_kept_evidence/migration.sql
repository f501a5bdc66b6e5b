-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "lobby_wordings" ADD COLUMN     "dossiers" TEXT[],
ADD COLUMN     "evidence" TEXT;


-- What evidence was before is found as earlier texts are.
DROP INDEX "lobby_wordings_search_idx";
CREATE INDEX "lobby_wordings_search_idx" ON "lobby_wordings" USING gin (to_tsvector('dutch', "title" || ' ' || "ask" || ' ' || "problem" || ' ' || "why_midsized" || ' ' || coalesce("evidence", '')));
