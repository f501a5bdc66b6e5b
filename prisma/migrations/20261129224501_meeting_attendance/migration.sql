-- SPDX-License-Identifier: EUPL-1.2
-- AlterTable
ALTER TABLE "meeting_registrations" ADD COLUMN     "attendance" TEXT;

ALTER TABLE "meeting_registrations"
  ADD CONSTRAINT "meeting_registrations_attendance_check" CHECK (attendance IN ('present', 'absent', 'excused') AND state IN ('registered', 'cancelled') OR attendance IS NULL);

-- Whoever gives up a place before the meeting is excused, by whatever way they do so [F41]; whoever comes anew begins anew. Nobody gives one up after it began.
CREATE FUNCTION "meeting_registrations_excused"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.attendance := CASE WHEN OLD.state = 'registered' AND NEW.state = 'cancelled' THEN 'excused' END;
  RETURN NEW;
END $$;
CREATE TRIGGER "meeting_registrations_excused" BEFORE UPDATE OF state ON "meeting_registrations"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND (OLD.state = 'registered' OR OLD.attendance IS NOT NULL)) EXECUTE FUNCTION "meeting_registrations_excused"();
