-- SPDX-License-Identifier: EUPL-1.2
-- Which bottlenecks readers know since a moment is found without going through all that there are: those that are new, and those that were put back or moved.
DROP INDEX "bottlenecks_pillar_id_idx";
CREATE INDEX "bottlenecks_pillar_id_created_at_idx" ON "bottlenecks"("pillar_id", "created_at");
CREATE INDEX "audit_bottlenecks_brought" ON "audit" ("at") WHERE "action" IN ('bottleneck.restored', 'bottleneck.completed');
