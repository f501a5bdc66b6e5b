-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "theme_group_reports" (
    "theme_group_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "reported_by_id" UUID NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "theme_group_reports_pkey" PRIMARY KEY ("theme_group_id")
);

-- CreateIndex
CREATE INDEX "theme_group_reports_reported_by_id_idx" ON "theme_group_reports"("reported_by_id");

-- AddForeignKey
ALTER TABLE "theme_group_reports" ADD CONSTRAINT "theme_group_reports_theme_group_id_fkey" FOREIGN KEY ("theme_group_id") REFERENCES "theme_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_group_reports" ADD CONSTRAINT "theme_group_reports_reported_by_id_fkey" FOREIGN KEY ("reported_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
