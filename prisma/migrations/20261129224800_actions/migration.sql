-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "actions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" UUID,
    "municipality_id" TEXT,
    "meeting_id" UUID,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "noted_by_id" UUID,
    "done_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "actions_number_key" ON "actions"("number");

-- CreateIndex
CREATE INDEX "actions_owner_id_idx" ON "actions"("owner_id");

-- CreateIndex
CREATE INDEX "actions_noted_by_id_idx" ON "actions"("noted_by_id");

-- CreateIndex
CREATE INDEX "actions_done_by_id_idx" ON "actions"("done_by_id");

-- CreateIndex
CREATE INDEX "actions_municipality_id_idx" ON "actions"("municipality_id");

-- CreateIndex
CREATE INDEX "actions_meeting_id_idx" ON "actions"("meeting_id");

-- CreateIndex
CREATE INDEX "actions_due_on_idx" ON "actions"("due_on");

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_noted_by_id_fkey" FOREIGN KEY ("noted_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "actions"
  ADD CONSTRAINT "actions_state_check" CHECK (state IN ('open', 'done') AND (state = 'done') = (done_at IS NOT NULL)),
  ADD CONSTRAINT "actions_text_check" CHECK (length(text) BETWEEN 1 AND 300);
