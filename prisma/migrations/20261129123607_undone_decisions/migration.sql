-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "undone_decisions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "request_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by_id" UUID,
    "decided_as" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "undone_by_id" UUID,
    "undone_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_why" TEXT,

    CONSTRAINT "undone_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "undone_decisions_request_id_round_key" ON "undone_decisions"("request_id", "round");

-- AddForeignKey
ALTER TABLE "undone_decisions" ADD CONSTRAINT "undone_decisions_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undone_decisions" ADD CONSTRAINT "undone_decisions_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undone_decisions" ADD CONSTRAINT "undone_decisions_undone_by_id_fkey" FOREIGN KEY ("undone_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
