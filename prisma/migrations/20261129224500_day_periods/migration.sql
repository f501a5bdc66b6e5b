-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "days_off" DROP CONSTRAINT "days_off_pkey",
ADD COLUMN     "ends_on" DATE,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'day',
ADD COLUMN     "region" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "days_off_pkey" PRIMARY KEY ("kind", "region", "date");

ALTER TABLE "days_off"
  ADD CONSTRAINT "days_off_kind_check" CHECK (kind IN ('day', 'school', 'recess')),
  ADD CONSTRAINT "days_off_ends_check" CHECK (ends_on > date AND (kind = 'day') = (ends_on IS NULL)),
  ADD CONSTRAINT "days_off_worked_check" CHECK (kind = 'day' OR NOT is_off),
  ADD CONSTRAINT "days_off_region_check" CHECK (kind = 'school' OR region = '');
