-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "people" ADD COLUMN     "merged_into_id" UUID;

-- AlterTable
ALTER TABLE "audit" ADD COLUMN     "on_behalf_of_id" UUID;

-- CreateTable
CREATE TABLE "theme_group_members" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "theme_group_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "theme_group_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follows" (
    "person_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follows_pkey" PRIMARY KEY ("person_id","subject_kind","subject_id")
);

-- CreateTable
CREATE TABLE "substitutions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "substitute_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "substitutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_codes" (
    "identity_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_codes_pkey" PRIMARY KEY ("identity_id")
);

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
CREATE INDEX "theme_group_members_person_id_idx" ON "theme_group_members"("person_id");

-- CreateIndex
CREATE INDEX "follows_subject_kind_subject_id_idx" ON "follows"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "substitutions_person_id_idx" ON "substitutions"("person_id");

-- CreateIndex
CREATE INDEX "substitutions_substitute_id_idx" ON "substitutions"("substitute_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_codes_code_hash_key" ON "link_codes"("code_hash");

-- CreateIndex
CREATE UNIQUE INDEX "role_check_asks_check_id_role_id_key" ON "role_check_asks"("check_id", "role_id");

-- AddForeignKey
ALTER TABLE "theme_group_members" ADD CONSTRAINT "theme_group_members_theme_group_id_fkey" FOREIGN KEY ("theme_group_id") REFERENCES "theme_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_group_members" ADD CONSTRAINT "theme_group_members_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_group_members" ADD CONSTRAINT "theme_group_members_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follows" ADD CONSTRAINT "follows_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_codes" ADD CONSTRAINT "link_codes_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_checks" ADD CONSTRAINT "role_checks_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_check_id_fkey" FOREIGN KEY ("check_id") REFERENCES "role_checks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody acts for themselves, and one acts for someone at a time.
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_another" CHECK ("person_id" <> "substitute_id");
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_dates" CHECK ("ends_on" >= "starts_on");
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_one"
  EXCLUDE USING gist ("person_id" WITH =, daterange("starts_on", "ends_on") WITH &&);

-- One active part for a person in a theme group.
CREATE UNIQUE INDEX "theme_group_members_one_active" ON "theme_group_members" ("person_id", "theme_group_id") WHERE "ended_at" IS NULL;
CREATE INDEX "theme_group_members_active" ON "theme_group_members" ("theme_group_id") WHERE "ended_at" IS NULL;

-- One round of a kind of role at a time.
CREATE UNIQUE INDEX "role_checks_one_running" ON "role_checks" ("kind") WHERE "closed_at" IS NULL;
ALTER TABLE "role_check_asks" ADD CONSTRAINT "role_check_asks_answer" CHECK ("answer" IN ('yes', 'no'));
