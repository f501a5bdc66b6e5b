-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "asks_needs" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "meeting_needs" (
    "registration_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_needs_pkey" PRIMARY KEY ("registration_id")
);

-- AddForeignKey
ALTER TABLE "meeting_needs" ADD CONSTRAINT "meeting_needs_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "meeting_registrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The keys are left out of an ordinary copy of the database: of the schema "public" alone, as `npm run backup` makes it.
CREATE SCHEMA "vault";
CREATE TABLE "vault"."meeting_keys" (
    "meeting_id" UUID NOT NULL PRIMARY KEY REFERENCES "public"."meetings"("id") ON DELETE CASCADE,
    "wrapped" BYTEA NOT NULL
);

-- Nobody is catered for who does not come.
CREATE FUNCTION "drop_needs"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "meeting_needs" WHERE "registration_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "meeting_registrations_drop_needs" AFTER UPDATE OF "state", "way" ON "meeting_registrations"
  FOR EACH ROW WHEN (OLD."state" = 'registered' AND OLD."way" = 'onSite' AND (NEW."state" <> 'registered' OR NEW."way" <> 'onSite'))
  EXECUTE FUNCTION "drop_needs"();
