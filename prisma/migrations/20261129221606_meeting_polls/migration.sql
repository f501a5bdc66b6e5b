-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "meeting_polls" (
    "meeting_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "chosen_start" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_polls_pkey" PRIMARY KEY ("meeting_id")
);

-- CreateTable
CREATE TABLE "meeting_dates" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_dates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_date_answers" (
    "meeting_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "dates" UUID[],
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_date_answers_pkey" PRIMARY KEY ("meeting_id","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "meeting_dates_meeting_id_starts_at_key" ON "meeting_dates"("meeting_id", "starts_at");

-- CreateIndex
CREATE INDEX "meeting_date_answers_person_id_idx" ON "meeting_date_answers"("person_id");

-- CreateIndex
CREATE INDEX "meeting_date_answers_municipality_id_idx" ON "meeting_date_answers"("municipality_id");

-- AddForeignKey
ALTER TABLE "meeting_polls" ADD CONSTRAINT "meeting_polls_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_dates" ADD CONSTRAINT "meeting_dates_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting_polls"("meeting_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_date_answers" ADD CONSTRAINT "meeting_date_answers_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting_polls"("meeting_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_date_answers" ADD CONSTRAINT "meeting_date_answers_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_date_answers" ADD CONSTRAINT "meeting_date_answers_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
