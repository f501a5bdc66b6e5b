-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "lobby_results" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "point_id" UUID NOT NULL,
    "result" TEXT NOT NULL,
    "link" TEXT,
    "is_confidential" BOOLEAN NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lobby_results_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lobby_results_point_id_idx" ON "lobby_results"("point_id");

-- AddForeignKey
ALTER TABLE "lobby_results" ADD CONSTRAINT "lobby_results_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "lobby_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
