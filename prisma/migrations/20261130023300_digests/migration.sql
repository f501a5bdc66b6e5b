-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "digest_schedules" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pillar_id" TEXT,
    "theme_group_id" TEXT,
    "weekday" INTEGER NOT NULL DEFAULT 1,
    "time_of_day" TEXT NOT NULL DEFAULT '08:30',
    "rhythm" TEXT NOT NULL DEFAULT 'weekly',
    "starts_on" DATE NOT NULL,
    "pauses_in_recess" BOOLEAN NOT NULL DEFAULT true,
    "silence" TEXT NOT NULL DEFAULT 'sends',
    "review_hours" INTEGER NOT NULL DEFAULT 4,
    "is_off" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "digest_schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digests" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "schedule_id" UUID,
    "wish_id" UUID,
    "occurrence" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "introduction" TEXT,
    "left" INTEGER NOT NULL DEFAULT 0,
    "period_from" TIMESTAMPTZ(3) NOT NULL,
    "period_to" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by_id" UUID,
    "rest_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "digest_items" (
    "digest_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "point_id" UUID,
    "facts" JSONB NOT NULL,
    "is_dropped" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "digest_items_pkey" PRIMARY KEY ("digest_id","key")
);

-- CreateTable
CREATE TABLE "digest_wishes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "rhythm" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_wishes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "digest_schedules_pillar_id_key" ON "digest_schedules"("pillar_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_schedules_theme_group_id_key" ON "digest_schedules"("theme_group_id");

-- CreateIndex
CREATE INDEX "digests_sent_by_id_idx" ON "digests"("sent_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "digests_schedule_id_occurrence_key" ON "digests"("schedule_id", "occurrence");

-- CreateIndex
CREATE UNIQUE INDEX "digests_wish_id_occurrence_key" ON "digests"("wish_id", "occurrence");

-- CreateIndex
CREATE INDEX "digest_items_point_id_idx" ON "digest_items"("point_id");

-- CreateIndex
CREATE INDEX "digest_wishes_pillar_id_idx" ON "digest_wishes"("pillar_id");

-- CreateIndex
CREATE UNIQUE INDEX "digest_wishes_person_id_pillar_id_key" ON "digest_wishes"("person_id", "pillar_id");

-- AddForeignKey
ALTER TABLE "digest_schedules" ADD CONSTRAINT "digest_schedules_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_schedules" ADD CONSTRAINT "digest_schedules_theme_group_id_fkey" FOREIGN KEY ("theme_group_id") REFERENCES "theme_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "digest_schedules"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_wish_id_fkey" FOREIGN KEY ("wish_id") REFERENCES "digest_wishes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digests" ADD CONSTRAINT "digests_sent_by_id_fkey" FOREIGN KEY ("sent_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_items" ADD CONSTRAINT "digest_items_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_items" ADD CONSTRAINT "digest_items_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_wishes" ADD CONSTRAINT "digest_wishes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest_wishes" ADD CONSTRAINT "digest_wishes_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "digest_schedules"
  ADD CONSTRAINT "digest_schedules_of_check" CHECK (("pillar_id" IS NULL) <> ("theme_group_id" IS NULL)),
  ADD CONSTRAINT "digest_schedules_weekday_check" CHECK ("weekday" BETWEEN 1 AND 7),
  ADD CONSTRAINT "digest_schedules_time_check" CHECK ("time_of_day" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  ADD CONSTRAINT "digest_schedules_rhythm_check" CHECK ("rhythm" IN ('weekly', 'fortnightly', 'monthly')),
  ADD CONSTRAINT "digest_schedules_silence_check" CHECK ("silence" IN ('sends', 'holds')),
  ADD CONSTRAINT "digest_schedules_review_check" CHECK ("review_hours" BETWEEN 1 AND 40);
ALTER TABLE "digests"
  ADD CONSTRAINT "digests_of_check" CHECK (("schedule_id" IS NULL) <> ("wish_id" IS NULL)),
  ADD CONSTRAINT "digests_state_check" CHECK ("state" IN ('draft', 'held', 'sent', 'skipped'));
ALTER TABLE "digest_wishes" ADD CONSTRAINT "digest_wishes_rhythm_check" CHECK ("rhythm" IN ('direct', 'daily', 'weekly'));

-- A digest's cards follow who may know of the points and reports in it: the draft changes with the digest as well, what was sent stays as it was.
CREATE VIEW "digest_messages" AS
  SELECT d.id, (1 + (SELECT coalesce(sum(p.sight), 0) FROM "digest_items" i JOIN "lobby_points" p ON p.id = i.point_id WHERE i.digest_id = d.id)
    + (SELECT coalesce(sum(r.version), 0) FROM "digest_items" i JOIN "reports" r ON r.id = (i.facts->>'id')::uuid WHERE i.digest_id = d.id AND i.facts->>'kind' = 'report'))::int AS version
  FROM "digests" d;
CREATE VIEW "digest_drafts" AS
  SELECT d.id, (d.version + m.version)::int AS version FROM "digests" d JOIN "digest_messages" m ON m.id = d.id;
