-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "meeting_kinds" ADD COLUMN     "takes_questions" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "meeting_questions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID NOT NULL,
    "person_id" UUID,
    "municipality_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "meeting_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_question_backers" (
    "question_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_question_backers_pkey" PRIMARY KEY ("question_id","municipality_id")
);

-- CreateIndex
CREATE INDEX "meeting_questions_meeting_id_idx" ON "meeting_questions"("meeting_id");

-- CreateIndex
CREATE INDEX "meeting_questions_person_id_idx" ON "meeting_questions"("person_id");

-- CreateIndex
CREATE INDEX "meeting_questions_municipality_id_idx" ON "meeting_questions"("municipality_id");

-- CreateIndex
CREATE INDEX "meeting_question_backers_municipality_id_idx" ON "meeting_question_backers"("municipality_id");

-- CreateIndex
CREATE INDEX "meeting_question_backers_person_id_idx" ON "meeting_question_backers"("person_id");

-- AddForeignKey
ALTER TABLE "meeting_questions" ADD CONSTRAINT "meeting_questions_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_questions" ADD CONSTRAINT "meeting_questions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_questions" ADD CONSTRAINT "meeting_questions_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_question_backers" ADD CONSTRAINT "meeting_question_backers_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "meeting_questions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_question_backers" ADD CONSTRAINT "meeting_question_backers_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_question_backers" ADD CONSTRAINT "meeting_question_backers_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
