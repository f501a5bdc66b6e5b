-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "photos_link" TEXT,
ADD COLUMN     "photos_told_at" TIMESTAMPTZ(3),
ADD COLUMN     "report_link" TEXT,
ADD COLUMN     "report_told_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "meeting_registrations" ADD COLUMN     "evaluated_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "meeting_evaluations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID NOT NULL,
    "worth" TEXT NOT NULL,
    "useful" TEXT NOT NULL,
    "met" TEXT NOT NULL,

    CONSTRAINT "meeting_evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "meeting_evaluations_meeting_id_idx" ON "meeting_evaluations"("meeting_id");

-- AddForeignKey
ALTER TABLE "meeting_evaluations" ADD CONSTRAINT "meeting_evaluations_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "meeting_evaluations"
  ADD CONSTRAINT "meeting_evaluations_check" CHECK (worth IN ('yes', 'partly', 'no') AND useful IN ('yes', 'partly', 'no') AND met IN ('yes', 'partly', 'no'));
ALTER TABLE "meetings"
  ADD CONSTRAINT "meetings_links_check" CHECK (report_link LIKE 'https://%' AND length(report_link) <= 500 AND photos_link LIKE 'https://%' AND length(photos_link) <= 500);
