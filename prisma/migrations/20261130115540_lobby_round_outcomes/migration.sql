-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "lobby_round_outcomes" (
    "round_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "noted_at" TIMESTAMPTZ(3),
    "noted_by_id" UUID,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by_id" UUID,

    CONSTRAINT "lobby_round_outcomes_pkey" PRIMARY KEY ("round_id","revision")
);

-- CreateIndex
CREATE INDEX "lobby_round_outcomes_noted_by_id_idx" ON "lobby_round_outcomes"("noted_by_id");

-- CreateIndex
CREATE INDEX "lobby_round_outcomes_replaced_by_id_idx" ON "lobby_round_outcomes"("replaced_by_id");

-- AddForeignKey
ALTER TABLE "lobby_round_outcomes" ADD CONSTRAINT "lobby_round_outcomes_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "lobby_rounds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_round_outcomes" ADD CONSTRAINT "lobby_round_outcomes_noted_by_id_fkey" FOREIGN KEY ("noted_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lobby_round_outcomes" ADD CONSTRAINT "lobby_round_outcomes_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
