-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "people" ADD COLUMN     "forgotten_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "files" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "identity_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "reader_hash" BYTEA,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_parts" (
    "file_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "file_parts_pkey" PRIMARY KEY ("file_id","place")
);

-- CreateTable
CREATE TABLE "retentions" (
    "ran_on" DATE NOT NULL,
    "rule" TEXT NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "ran_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retentions_pkey" PRIMARY KEY ("ran_on","rule")
);

-- CreateIndex
CREATE UNIQUE INDEX "files_token_hash_key" ON "files"("token_hash");

-- CreateIndex
CREATE INDEX "files_identity_id_idx" ON "files"("identity_id");

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_parts" ADD CONSTRAINT "file_parts_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The erasure ledger is kept outside the database, from the audit: few rows among very many.
CREATE INDEX "audit_forgotten" ON "audit" ("id") WHERE "action" = 'person.forgotten';

-- What is left of a person who was forgotten leads to nobody.
ALTER TABLE "people" ADD CONSTRAINT "people_forgotten" CHECK ("forgotten_at" IS NULL OR ("email" IS NULL AND "municipality_id" IS NULL AND "locale" IS NULL));
