-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "planned" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "occurrence" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "moved" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "days_off" (
    "date" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "is_off" BOOLEAN NOT NULL DEFAULT true,
    "source" TEXT NOT NULL,

    CONSTRAINT "days_off_pkey" PRIMARY KEY ("date")
);

-- CreateIndex
CREATE INDEX "planned_subject_kind_subject_id_idx" ON "planned"("subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "planned_kind_subject_kind_subject_id_occurrence_key" ON "planned"("kind", "subject_kind", "subject_id", "occurrence");

-- What is due is found without the many that are done.
CREATE INDEX "planned_open" ON "planned" ("due_at") WHERE "state" = 'open';
ALTER TABLE "planned" ADD CONSTRAINT "planned_state" CHECK ("state" IN ('open', 'done', 'skipped', 'void', 'failed'));

-- What was laid before the deciders waits since it was made.
UPDATE "requests" SET "opened_at" = "created_at";
