-- SPDX-License-Identifier: EUPL-1.2
-- Answers are added to the sums five at a time; those that could be read so far stay so.
ALTER TABLE "meeting_evaluations" ADD COLUMN "is_counted" BOOLEAN NOT NULL DEFAULT false;
UPDATE "meeting_evaluations" SET "is_counted" = true WHERE "meeting_id" IN (
  SELECT "meeting_id" FROM "meeting_evaluations" GROUP BY "meeting_id" HAVING count(*) >= 5);
