-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "bottleneck_wordings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "bottleneck_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "happens" TEXT NOT NULL,
    "place" TEXT,
    "frequency" TEXT,
    "cost" TEXT,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by_id" UUID,

    CONSTRAINT "bottleneck_wordings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "bottleneck_wordings_bottleneck_id_idx" ON "bottleneck_wordings"("bottleneck_id");

-- CreateIndex
CREATE INDEX "bottleneck_wordings_replaced_by_id_idx" ON "bottleneck_wordings"("replaced_by_id");

-- AddForeignKey
ALTER TABLE "bottleneck_wordings" ADD CONSTRAINT "bottleneck_wordings_bottleneck_id_fkey" FOREIGN KEY ("bottleneck_id") REFERENCES "bottlenecks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bottleneck_wordings" ADD CONSTRAINT "bottleneck_wordings_replaced_by_id_fkey" FOREIGN KEY ("replaced_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
