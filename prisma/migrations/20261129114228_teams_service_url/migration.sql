-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "sources" ADD COLUMN     "service_url" TEXT;
