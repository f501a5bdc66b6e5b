-- SPDX-License-Identifier: EUPL-1.2
-- What is still to be done is little of all that ever was, and where someone goes is little of where they ever went: both are found without going through the rest.
CREATE INDEX "actions_open_idx" ON "actions" ("meeting_id") WHERE state = 'open';
CREATE INDEX "meeting_registrations_person_id_meeting_id_idx" ON "meeting_registrations"("person_id", "meeting_id");
DROP INDEX "meeting_registrations_person_id_idx";
