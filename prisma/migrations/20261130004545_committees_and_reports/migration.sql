-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "committee_seats" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "committee_id" TEXT NOT NULL,
    "person_id" UUID,
    "holder" TEXT,
    "function" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "committee_seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee_meetings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "committee_id" TEXT NOT NULL,
    "about" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT,
    "link" TEXT,
    "input_until" TIMESTAMPTZ(3) NOT NULL,
    "uid" TEXT,
    "recurrence" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "committee_meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee_asks" (
    "meeting_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "committee_asks_pkey" PRIMARY KEY ("meeting_id","person_id","kind")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "committee_id" TEXT NOT NULL,
    "meeting_id" UUID,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "decisions" TEXT,
    "opportunities" TEXT,
    "action" TEXT,
    "link" TEXT,
    "is_confidential" BOOLEAN NOT NULL DEFAULT false,
    "urgency" TEXT NOT NULL DEFAULT 'normal',
    "input_until" TIMESTAMPTZ(3),
    "author_id" UUID,
    "wording" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_pillars" (
    "report_id" UUID NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "announced_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pillars_pkey" PRIMARY KEY ("report_id","pillar_id")
);

-- CreateTable
CREATE TABLE "report_wordings" (
    "report_id" UUID NOT NULL,
    "wording" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "decisions" TEXT,
    "opportunities" TEXT,
    "action" TEXT,
    "link" TEXT,
    "is_confidential" BOOLEAN NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by_id" UUID,

    CONSTRAINT "report_wordings_pkey" PRIMARY KEY ("report_id","wording")
);

-- CreateTable
CREATE TABLE "report_inputs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID,
    "report_id" UUID,
    "person_id" UUID,
    "municipality_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_inputs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "committee_seats_person_id_idx" ON "committee_seats"("person_id");

-- CreateIndex
CREATE INDEX "committee_meetings_starts_at_idx" ON "committee_meetings"("starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "committee_meetings_committee_id_uid_recurrence_key" ON "committee_meetings"("committee_id", "uid", "recurrence");

-- CreateIndex
CREATE INDEX "committee_asks_person_id_idx" ON "committee_asks"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "reports_number_key" ON "reports"("number");

-- CreateIndex
CREATE INDEX "reports_committee_id_idx" ON "reports"("committee_id");

-- CreateIndex
CREATE INDEX "reports_meeting_id_idx" ON "reports"("meeting_id");

-- CreateIndex
CREATE INDEX "reports_author_id_idx" ON "reports"("author_id");

-- CreateIndex
CREATE INDEX "reports_published_at_idx" ON "reports"("published_at");

-- CreateIndex
CREATE INDEX "report_pillars_pillar_id_idx" ON "report_pillars"("pillar_id");

-- CreateIndex
CREATE INDEX "report_wordings_replaced_by_id_idx" ON "report_wordings"("replaced_by_id");

-- CreateIndex
CREATE INDEX "report_inputs_person_id_idx" ON "report_inputs"("person_id");

-- CreateIndex
CREATE INDEX "report_inputs_municipality_id_idx" ON "report_inputs"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_inputs_meeting_id_person_id_key" ON "report_inputs"("meeting_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_inputs_report_id_person_id_key" ON "report_inputs"("report_id", "person_id");

-- AddForeignKey
ALTER TABLE "committee_seats" ADD CONSTRAINT "committee_seats_committee_id_fkey" FOREIGN KEY ("committee_id") REFERENCES "committees"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_seats" ADD CONSTRAINT "committee_seats_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_meetings" ADD CONSTRAINT "committee_meetings_committee_id_fkey" FOREIGN KEY ("committee_id") REFERENCES "committees"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_asks" ADD CONSTRAINT "committee_asks_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "committee_meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_asks" ADD CONSTRAINT "committee_asks_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_committee_id_fkey" FOREIGN KEY ("committee_id") REFERENCES "committees"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "committee_meetings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_pillars" ADD CONSTRAINT "report_pillars_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_pillars" ADD CONSTRAINT "report_pillars_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_wordings" ADD CONSTRAINT "report_wordings_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_wordings" ADD CONSTRAINT "report_wordings_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_inputs" ADD CONSTRAINT "report_inputs_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "committee_meetings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_inputs" ADD CONSTRAINT "report_inputs_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_inputs" ADD CONSTRAINT "report_inputs_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_inputs" ADD CONSTRAINT "report_inputs_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "committee_seats"
  ADD CONSTRAINT "committee_seats_function_check" CHECK (function IN ('member', 'chair', 'deputy', 'adviser')),
  ADD CONSTRAINT "committee_seats_holder_check" CHECK (num_nonnulls(person_id, holder) = 1 AND length(holder) BETWEEN 2 AND 120),
  ADD CONSTRAINT "committee_seats_term_check" CHECK (ends_on > starts_on),
  ADD CONSTRAINT "committee_seats_one_each" EXCLUDE USING gist ("committee_id" WITH =, COALESCE("person_id"::text, lower("holder")) WITH =, daterange("starts_on", "ends_on") WITH &&);
ALTER TABLE "committee_meetings"
  ADD CONSTRAINT "committee_meetings_time_check" CHECK (ends_at > starts_at AND input_until <= starts_at),
  ADD CONSTRAINT "committee_meetings_text_check" CHECK (length(about) BETWEEN 1 AND 500 AND length(place) BETWEEN 1 AND 120 AND link LIKE 'https://%' AND length(link) <= 500),
  ADD CONSTRAINT "committee_meetings_uid_check" CHECK ((uid IS NULL) = (recurrence IS NULL) AND length(uid) BETWEEN 1 AND 500);
-- What was typed in twice is one meeting; what was imported goes by its uid.
CREATE UNIQUE INDEX "committee_meetings_one_typed" ON "committee_meetings" ("committee_id", "starts_at") WHERE "uid" IS NULL AND "cancelled_at" IS NULL;
ALTER TABLE "committee_asks"
  ADD CONSTRAINT "committee_asks_kind_check" CHECK (kind IN ('before', 'after'));
ALTER TABLE "reports"
  ADD CONSTRAINT "reports_kind_check" CHECK (kind IN ('before', 'after', 'any')),
  ADD CONSTRAINT "reports_state_check" CHECK (state IN ('proposed', 'declined', 'withdrawn', 'published') AND (state <> 'published' OR published_at IS NOT NULL)),
  ADD CONSTRAINT "reports_urgency_check" CHECK (urgency IN ('normal', 'urgent')),
  ADD CONSTRAINT "reports_text_check" CHECK (length(title) BETWEEN 1 AND 120 AND length(summary) BETWEEN 1 AND 2000 AND length(decisions) BETWEEN 1 AND 2000
    AND length(opportunities) BETWEEN 1 AND 2000 AND length(action) BETWEEN 1 AND 1000 AND link LIKE 'https://%' AND length(link) <= 500);
ALTER TABLE "report_inputs"
  ADD CONSTRAINT "report_inputs_about_check" CHECK (num_nonnulls(meeting_id, report_id) = 1),
  ADD CONSTRAINT "report_inputs_text_check" CHECK (length(text) BETWEEN 1 AND 4000);
