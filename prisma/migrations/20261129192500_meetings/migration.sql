-- SPDX-License-Identifier: EUPL-1.2
-- CreateTable
CREATE TABLE "meeting_kinds" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "audience" TEXT[],
    "months" INTEGER[],
    "per_year" INTEGER,
    "reminder_days" INTEGER[],
    "has_sessions" BOOLEAN NOT NULL DEFAULT false,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,

    CONSTRAINT "meeting_kinds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meetings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "kind_id" TEXT NOT NULL,
    "pillar_id" TEXT,
    "theme_group_id" TEXT,
    "title" TEXT NOT NULL,
    "about" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT,
    "online_link" TEXT,
    "is_on_site" BOOLEAN NOT NULL DEFAULT true,
    "is_online" BOOLEAN NOT NULL DEFAULT false,
    "capacity_on_site" INTEGER,
    "capacity_online" INTEGER,
    "most_per_municipality" INTEGER,
    "has_sessions" BOOLEAN NOT NULL DEFAULT false,
    "register_until" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "version" INTEGER NOT NULL DEFAULT 1,
    "planned_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),

    CONSTRAINT "meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_registrations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "meeting_id" UUID NOT NULL,
    "person_id" UUID,
    "municipality_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "way" TEXT,
    "session_id" TEXT,
    "place_in_line" BIGSERIAL NOT NULL,
    "offer_until" TIMESTAMPTZ(3),
    "by_id" UUID,
    "instead_of_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "meeting_registrations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "meetings_number_key" ON "meetings"("number");

-- CreateIndex
CREATE INDEX "meetings_starts_at_idx" ON "meetings"("starts_at");

-- CreateIndex
CREATE INDEX "meetings_kind_id_idx" ON "meetings"("kind_id");

-- CreateIndex
CREATE INDEX "meetings_pillar_id_idx" ON "meetings"("pillar_id");

-- CreateIndex
CREATE INDEX "meetings_theme_group_id_idx" ON "meetings"("theme_group_id");

-- CreateIndex
CREATE INDEX "meetings_planned_by_id_idx" ON "meetings"("planned_by_id");

-- CreateIndex
CREATE INDEX "meeting_registrations_person_id_idx" ON "meeting_registrations"("person_id");

-- CreateIndex
CREATE INDEX "meeting_registrations_by_id_idx" ON "meeting_registrations"("by_id");

-- CreateIndex
CREATE INDEX "meeting_registrations_instead_of_id_idx" ON "meeting_registrations"("instead_of_id");

-- CreateIndex
CREATE INDEX "meeting_registrations_municipality_id_idx" ON "meeting_registrations"("municipality_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_registrations_meeting_id_person_id_key" ON "meeting_registrations"("meeting_id", "person_id");

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_kind_id_fkey" FOREIGN KEY ("kind_id") REFERENCES "meeting_kinds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_pillar_id_fkey" FOREIGN KEY ("pillar_id") REFERENCES "pillars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_theme_group_id_fkey" FOREIGN KEY ("theme_group_id") REFERENCES "theme_groups"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_planned_by_id_fkey" FOREIGN KEY ("planned_by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_instead_of_id_fkey" FOREIGN KEY ("instead_of_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_municipality_id_fkey" FOREIGN KEY ("municipality_id") REFERENCES "municipalities"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_registrations" ADD CONSTRAINT "meeting_registrations_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "pillars"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "meeting_kinds" ADD CONSTRAINT "meeting_kinds_scope_check" CHECK (scope IN ('network', 'pillar', 'group'));
ALTER TABLE "meetings"
  ADD CONSTRAINT "meetings_state_check" CHECK (state IN ('planned', 'open', 'closed', 'cancelled', 'held')),
  ADD CONSTRAINT "meetings_title_check" CHECK (length(title) BETWEEN 1 AND 120),
  ADD CONSTRAINT "meetings_times_check" CHECK (starts_at < ends_at AND register_until <= starts_at),
  ADD CONSTRAINT "meetings_ways_check" CHECK (is_on_site OR is_online),
  ADD CONSTRAINT "meetings_capacity_check" CHECK (capacity_on_site >= 0 AND capacity_online >= 0 AND most_per_municipality > 0);
ALTER TABLE "meeting_registrations"
  ADD CONSTRAINT "meeting_registrations_state_check" CHECK (state IN ('invited', 'asked', 'registered', 'waiting', 'offered', 'declined', 'cancelled')),
  ADD CONSTRAINT "meeting_registrations_way_check" CHECK (way IN ('onSite', 'online') AND (way IS NOT NULL OR state IN ('invited', 'declined', 'cancelled'))),
  ADD CONSTRAINT "meeting_registrations_offer_check" CHECK ((state = 'offered') = (offer_until IS NOT NULL));

-- Whoever holds a place or waits for one, by meeting and way: what is counted at every registration.
CREATE INDEX "meeting_registrations_room_idx" ON "meeting_registrations" ("meeting_id", "way", "place_in_line") INCLUDE ("state")
  WHERE state IN ('registered', 'offered', 'waiting');

-- What room a meeting has. It locks the meeting first, and counts in a statement of its own that begins after the lock was had: a count in the statement
-- that waited for the lock would see what was so before it waited, and give the last place twice.
CREATE FUNCTION "meeting_room"(of_meeting uuid, of_way text, of_municipality text)
  RETURNS TABLE (state text, register_until timestamptz, is_way boolean, capacity int, taken int, waiting int, most int, own int)
  LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM FROM meetings m WHERE m.id = of_meeting FOR NO KEY UPDATE;
  RETURN QUERY
    SELECT m.state, m.register_until, CASE of_way WHEN 'onSite' THEN m.is_on_site ELSE m.is_online END,
      CASE of_way WHEN 'onSite' THEN m.capacity_on_site ELSE m.capacity_online END,
      (SELECT count(*)::int FROM meeting_registrations r WHERE r.meeting_id = m.id AND r.way = of_way AND r.state IN ('registered', 'offered')),
      (SELECT count(*)::int FROM meeting_registrations r WHERE r.meeting_id = m.id AND r.way = of_way AND r.state = 'waiting'),
      m.most_per_municipality,
      CASE WHEN m.most_per_municipality IS NOT NULL THEN (SELECT count(*)::int FROM meeting_registrations r
        WHERE r.meeting_id = m.id AND r.municipality_id = of_municipality AND r.state IN ('registered', 'offered', 'waiting')) ELSE 0 END
    FROM meetings m WHERE m.id = of_meeting;
END $$;

-- No overbooking, ever, whatever writes: a place is held only where there is room for it, and a municipality holds no more than it may.
CREATE FUNCTION "meeting_registrations_fit"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE room record;
BEGIN
  SELECT * INTO room FROM meeting_room(NEW.meeting_id, NEW.way, NEW.municipality_id);
  IF NEW.state IN ('registered', 'offered') AND room.taken >= room.capacity
    AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('registered', 'offered') OR OLD.way IS DISTINCT FROM NEW.way) THEN
    RAISE EXCEPTION 'meeting % is full', NEW.meeting_id USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_registrations_fit';
  END IF;
  IF room.own >= room.most AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('registered', 'offered', 'waiting')) THEN
    RAISE EXCEPTION 'municipality % has all its places at meeting %', NEW.municipality_id, NEW.meeting_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_registrations_most';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "meeting_registrations_fit" BEFORE INSERT OR UPDATE OF state, way, meeting_id, municipality_id ON "meeting_registrations"
  FOR EACH ROW WHEN (NEW.state IN ('registered', 'offered', 'waiting')) EXECUTE FUNCTION "meeting_registrations_fit"();

-- Nor does a meeting become smaller than who holds a place in it.
CREATE FUNCTION "meetings_fit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM meeting_registrations r WHERE r.meeting_id = NEW.id AND r.state IN ('registered', 'offered')
      GROUP BY r.way HAVING count(*) > CASE r.way WHEN 'onSite' THEN NEW.capacity_on_site ELSE NEW.capacity_online END) THEN
    RAISE EXCEPTION 'more people hold a place at meeting % than that', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'meetings_fit';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "meetings_fit" BEFORE UPDATE OF capacity_on_site, capacity_online ON "meetings"
  FOR EACH ROW EXECUTE FUNCTION "meetings_fit"();

-- What a meeting's card and each invitation show, as numbers that only grow: a row that goes leaves its changes with the meeting.
CREATE FUNCTION "meeting_registrations_gone"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE meetings SET version = version + OLD.version + 1 WHERE id = OLD.meeting_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "meeting_registrations_gone" AFTER DELETE ON "meeting_registrations"
  FOR EACH ROW EXECUTE FUNCTION "meeting_registrations_gone"();
CREATE VIEW "meeting_cards" AS
  SELECT m.id, (m.version + coalesce((SELECT sum(r.version) FROM "meeting_registrations" r WHERE r.meeting_id = m.id), 0))::int AS version
  FROM "meetings" m;
CREATE VIEW "meeting_invitation_cards" AS
  SELECT r.id, (r.version + m.version)::int AS version FROM "meeting_registrations" r JOIN "meetings" m ON m.id = r.meeting_id;
