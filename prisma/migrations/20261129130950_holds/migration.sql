-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "holds" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "set_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "holds_person_id_idx" ON "holds"("person_id");

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holds" ADD CONSTRAINT "holds_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
