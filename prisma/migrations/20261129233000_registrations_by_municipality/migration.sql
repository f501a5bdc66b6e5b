-- SPDX-License-Identifier: EUPL-1.2
-- Who comes of one municipality to one meeting: found at once, to however many others it went.
DROP INDEX "meeting_registrations_municipality_id_idx";
CREATE INDEX "meeting_registrations_municipality_id_meeting_id_idx" ON "meeting_registrations"("municipality_id", "meeting_id");
