-- SPDX-License-Identifier: EUPL-1.2
-- CreateIndex
CREATE INDEX "requests_subject_key_idx" ON "requests"("subject_key");

-- CreateIndex
CREATE INDEX "lobby_points_dossiers_idx" ON "lobby_points" USING GIN ("dossiers");

-- How many files someone had made of the agenda today, and whether the secretariat heard of it [T26].
CREATE INDEX "audit_exports" ON "audit" ("person_id", "at") WHERE "action" IN ('lobby.exported', 'lobby.exportHeld');
