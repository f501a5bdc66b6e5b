-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "audit_seals" (
    "audit_id" BIGINT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("audit_id")
);

-- The seals only grow as well. And the refusals hold also where a superuser has switched ordinary triggers off for a session.
CREATE TRIGGER "audit_seals_rows_stay" BEFORE UPDATE OR DELETE ON "audit_seals" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_seals_stay" BEFORE TRUNCATE ON "audit_seals" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
ALTER TABLE "audit" ENABLE ALWAYS TRIGGER "audit_rows_stay";
ALTER TABLE "audit" ENABLE ALWAYS TRIGGER "audit_stays";
ALTER TABLE "audit_seals" ENABLE ALWAYS TRIGGER "audit_seals_rows_stay";
ALTER TABLE "audit_seals" ENABLE ALWAYS TRIGGER "audit_seals_stay";
