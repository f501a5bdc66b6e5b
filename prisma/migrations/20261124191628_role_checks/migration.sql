-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "role_checks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "started_by_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_check_asks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "check_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "answer" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "role_check_asks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "role_check_asks_check_id_role_id_key" ON "role_check_asks"("check_id", "role_id");

-- AddForeignKey
ALTER TABLE "role_checks" ADD CONSTRAINT "role_checks_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "role_checks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One round of a kind of role at a time.
CREATE UNIQUE INDEX "role_checks_one_running" ON "role_checks" ("kind") WHERE "closed_at" IS NULL;
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_answer" CHECK ("answer" IN ('yes', 'no'));
