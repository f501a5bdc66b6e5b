-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "agenda_periods" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "agenda_periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "municipalities" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "inhabitants" INTEGER,
    "inhabitants_year" INTEGER,
    "school_region" TEXT,
    "valid_from" DATE,
    "valid_to" DATE,
    "successor_id" TEXT,

    CONSTRAINT "municipalities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "municipality_aliases" (
    "municipality_id" TEXT NOT NULL,
    "alias" TEXT NOT NULL,

    CONSTRAINT "municipality_aliases_pkey" PRIMARY KEY ("municipality_id","alias")
);

-- CreateTable
CREATE TABLE "municipality_domains" (
    "municipality_id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "municipality_domains_pkey" PRIMARY KEY ("municipality_id","domain")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "municipality_id" TEXT NOT NULL,
    "period_id" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pillars" (
    "id" TEXT NOT NULL,
    "period_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "pillars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "themes" (
    "id" TEXT NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "keywords" TEXT[],

    CONSTRAINT "themes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "theme_groups" (
    "id" TEXT NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "theme_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committees" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "committees_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee_pillars" (
    "committee_id" TEXT NOT NULL,
    "pillar_id" TEXT NOT NULL,
    "rank" TEXT NOT NULL,

    CONSTRAINT "committee_pillars_pkey" PRIMARY KEY ("committee_id","pillar_id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "email" TEXT,
    "municipality_id" TEXT,
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "platform" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_host" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'asleep',
    "approved_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_domains" (
    "source_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,

    CONSTRAINT "source_domains_pkey" PRIMARY KEY ("source_id","domain")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "source_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "person_id" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "is_guest" BOOLEAN NOT NULL DEFAULT false,
    "is_bot" BOOLEAN NOT NULL DEFAULT false,
    "is_deactivated" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "direct_id" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "active_at" TIMESTAMPTZ(3),

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "municipality_id" TEXT,
    "pillar_id" TEXT,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pillar_members" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "pillar_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "municipality_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "request_id" UUID,
    "official_id" UUID,
    "official_state" TEXT NOT NULL DEFAULT 'none',
    "official_text" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "pillar_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requests" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "subject" JSONB NOT NULL,
    "subject_key" TEXT NOT NULL,
    "requester_id" UUID,
    "requester_text" TEXT,
    "municipality_id" TEXT,
    "asked_of" TEXT NOT NULL,
    "claimed_by_id" UUID,
    "decided_by_id" UUID,
    "decided_as" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,
    "basis" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_questions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "request_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "source_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "pillar_id" TEXT,
    "theme_group_id" TEXT,
    "bound_by_id" UUID,
    "bound_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "source_id" UUID,
    "conversation" TEXT NOT NULL,
    "identity_id" UUID,
    "channel_id" UUID,
    "person_id" UUID,
    "thread_of" UUID,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "locale" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "card" JSONB,
    "card_version" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'open',
    "held" BOOLEAN NOT NULL DEFAULT false,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "unclear" INTEGER NOT NULL DEFAULT 0,
    "on_unclear" TEXT NOT NULL,
    "record_class" TEXT NOT NULL,
    "not_after" TIMESTAMPTZ(3),
    "reason" TEXT,
    "message_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posted_messages" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "delivery_id" UUID NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject_id" TEXT,
    "drawn_version" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posted_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "send_limits" (
    "scope" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_limits_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "person_id" UUID,
    "acted_role" TEXT NOT NULL,
    "acted_municipality_id" TEXT,
    "app" TEXT NOT NULL,
    "old" JSONB,
    "new" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turns" (
    "key" TEXT NOT NULL,
    "outcome" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "turns_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "identity_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "playground_messages" (
    "id" BIGSERIAL NOT NULL,
    "conversation" TEXT NOT NULL,
    "thread_of" BIGINT,
    "author" TEXT NOT NULL,
    "only_for" TEXT,
    "delivery_id" UUID,
    "text" TEXT,
    "card" JSONB,
    "drawing" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "municipality_domains_domain_idx" ON "municipality_domains"("domain");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_municipality_id_period_id_starts_on_key" ON "memberships"("municipality_id", "period_id", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "people_municipality_id_idx" ON "people"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "sources_platform_external_id_key" ON "sources"("platform", "external_id");

-- CreateIndex
CREATE INDEX "identities_person_id_idx" ON "identities"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_source_id_user_id_key" ON "identities"("source_id", "user_id");

-- CreateIndex
CREATE INDEX "roles_person_id_idx" ON "roles"("person_id");

-- CreateIndex
CREATE INDEX "roles_kind_idx" ON "roles"("kind");

-- CreateIndex
CREATE INDEX "pillar_members_person_id_idx" ON "pillar_members"("person_id");

-- CreateIndex
CREATE INDEX "pillar_members_official_id_idx" ON "pillar_members"("official_id");

-- CreateIndex
CREATE INDEX "requests_requester_id_idx" ON "requests"("requester_id");

-- CreateIndex
CREATE INDEX "requests_state_created_at_idx" ON "requests"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "requests_number_key" ON "requests"("number");

-- CreateIndex
CREATE INDEX "request_questions_request_id_idx" ON "request_questions"("request_id");

-- CreateIndex
CREATE INDEX "channels_source_id_external_id_idx" ON "channels"("source_id", "external_id");

-- CreateIndex
CREATE INDEX "deliveries_state_idx" ON "deliveries"("state");

-- CreateIndex
CREATE INDEX "deliveries_subject_kind_subject_id_idx" ON "deliveries"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "posted_messages_subject_kind_subject_id_idx" ON "posted_messages"("subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "posted_messages_delivery_id_message_id_key" ON "posted_messages"("delivery_id", "message_id");

-- CreateIndex
CREATE INDEX "audit_subject_kind_subject_id_idx" ON "audit"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "turns_created_at_idx" ON "turns"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "drafts_identity_id_kind_name_key" ON "drafts"("identity_id", "kind", "name");

-- CreateIndex
CREATE INDEX "playground_messages_conversation_id_idx" ON "playground_messages"("conversation", "id");

-- AddForeignKey
ALTER TABLE "municipalities" ADD CONSTRAINT "municipalities_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "municipalities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "municipality_aliases" ADD CONSTRAINT "municipality_aliases_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "municipality_domains" ADD CONSTRAINT "municipality_domains_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "agenda_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pillars" ADD CONSTRAINT "pillars_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "agenda_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "themes" ADD CONSTRAINT "themes_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "theme_groups" ADD CONSTRAINT "theme_groups_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_pillars" ADD CONSTRAINT "committee_pillars_committee_id_fkey" FOREIGN KEY ("committee_id") REFERENCES "committees"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_pillars" ADD CONSTRAINT "committee_pillars_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_domains" ADD CONSTRAINT "source_domains_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_confirmed_by_id_fkey" FOREIGN KEY ("confirmed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roles" ADD CONSTRAINT "roles_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pillar_members" ADD CONSTRAINT "pillar_members_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pillar_members" ADD CONSTRAINT "pillar_members_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pillar_members" ADD CONSTRAINT "pillar_members_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pillar_members" ADD CONSTRAINT "pillar_members_official_id_fkey" FOREIGN KEY ("official_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_requester_id_fkey" FOREIGN KEY ("requester_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_claimed_by_id_fkey" FOREIGN KEY ("claimed_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "requests" ADD CONSTRAINT "requests_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_questions" ADD CONSTRAINT "request_questions_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_questions" ADD CONSTRAINT "request_questions_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_theme_group_id_fkey" FOREIGN KEY ("theme_group_id") REFERENCES "theme_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posted_messages" ADD CONSTRAINT "posted_messages_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's language cannot say: the rules that hold whatever the code does.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- One active seat for a person in a pillar.
CREATE UNIQUE INDEX "pillar_members_one_active" ON "pillar_members" ("person_id", "pillar_id") WHERE "ended_at" IS NULL;
CREATE INDEX "pillar_members_active" ON "pillar_members" ("pillar_id") WHERE "ended_at" IS NULL;

-- One open request for one intent.
CREATE UNIQUE INDEX "requests_one_open" ON "requests" ("subject_key") WHERE "state" IN ('open', 'asked');

-- One channel for a purpose in a workspace.
CREATE UNIQUE INDEX "channels_one_purpose" ON "channels" ("source_id", "purpose", COALESCE("pillar_id", ''), COALESCE("theme_group_id", '')) WHERE "ended_at" IS NULL;

-- One contact officer for a municipality, one function for a person, and no role twice, at a time.
ALTER TABLE "roles" ADD CONSTRAINT "roles_dates" CHECK ("ends_on" IS NULL OR "ends_on" >= "starts_on");
ALTER TABLE "roles" ADD CONSTRAINT "roles_one_contact_officer"
  EXCLUDE USING gist ("municipality_id" WITH =, daterange("starts_on", "ends_on") WITH &&) WHERE ("kind" = 'contactOfficer');
ALTER TABLE "roles" ADD CONSTRAINT "roles_one_function"
  EXCLUDE USING gist ("person_id" WITH =, daterange("starts_on", "ends_on") WITH &&)
  WHERE ("kind" IN ('alderman', 'mayor', 'municipalSecretary', 'adviser', 'official'));
ALTER TABLE "roles" ADD CONSTRAINT "roles_not_twice"
  EXCLUDE USING gist ("person_id" WITH =, "kind" WITH =, COALESCE("pillar_id", '') WITH =, daterange("starts_on", "ends_on") WITH &&);
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_once"
  EXCLUDE USING gist ("municipality_id" WITH =, daterange("starts_on", "ends_on") WITH &&);

ALTER TABLE "sources" ADD CONSTRAINT "sources_state" CHECK ("state" IN ('asleep', 'admitted', 'refused'));
ALTER TABLE "requests" ADD CONSTRAINT "requests_state" CHECK ("state" IN ('open', 'asked', 'approved', 'declined', 'withdrawn'));
ALTER TABLE "requests" ADD CONSTRAINT "requests_decided" CHECK (("state" IN ('approved', 'declined')) = ("decided_at" IS NOT NULL));
ALTER TABLE "pillar_members" ADD CONSTRAINT "pillar_members_official" CHECK ("official_state" IN ('none', 'asked', 'confirmed', 'declined', 'unknown'));
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("state" IN ('open', 'sending', 'sent', 'failed', 'unclear', 'void'));
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_on_unclear" CHECK ("on_unclear" IN ('surely', 'once'));

-- An answer in a request's thread follows the request, so its version is the request's.
CREATE VIEW "request_answers" AS
  SELECT q."id", r."version" FROM "request_questions" q JOIN "requests" r ON r."id" = q."request_id";

-- What an official was asked follows the request and the seat that came of it.
CREATE VIEW "official_asks" AS
  SELECT r."id", r."version" + COALESCE((SELECT sum(s."version")::int FROM "pillar_members" s WHERE s."request_id" = r."id"), 0) AS "version"
  FROM "requests" r WHERE r."kind" = 'pillar.join';

-- The audit only grows: nobody changes, deletes or empties it.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit rows can not be changed or deleted';
END;
$$;
CREATE TRIGGER "audit_rows_stay" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_stays" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
