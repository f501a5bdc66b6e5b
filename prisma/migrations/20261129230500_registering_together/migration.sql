-- SPDX-License-Identifier: EUPL-1.2
-- Those who press [Inschrijven] for a meeting at one moment are given places by one call, in the order of "wanted": under one lock on the meeting and in one
-- commit. Everything it counts is counted after the lock was had. It gives a row for each of them: the meeting as it is by then, and what they were given.
CREATE FUNCTION "meeting_take"(of_meeting uuid, of_way text, wanted jsonb)
  RETURNS TABLE (nth int, state_now text, until timestamptz, is_way boolean, own int, put_id uuid, put_state text, put_session text, place int)
  LANGUAGE plpgsql VOLATILE AS $$
DECLARE room record; one record;
BEGIN
  SELECT * INTO room FROM meeting_room(of_meeting, of_way, NULL);
  FOR one IN SELECT w.* FROM jsonb_to_recordset(wanted) AS w (nth int, person uuid, municipality text, session text, at timestamptz) ORDER BY w.nth LOOP
    nth := one.nth; state_now := room.state; until := room.register_until; is_way := room.is_way; own := 0;
    put_id := NULL; put_state := NULL; put_session := NULL; place := 0;
    IF room.most IS NOT NULL THEN
      own := (SELECT count(*) FROM meeting_registrations r
        WHERE r.meeting_id = of_meeting AND r.municipality_id = one.municipality AND r.state IN ('registered', 'offered', 'waiting'));
    END IF;
    IF room.state = 'open' AND one.at < room.register_until AND room.is_way AND (room.most IS NULL OR own < room.most) THEN
      INSERT INTO meeting_registrations AS r (meeting_id, person_id, municipality_id, state, way, session_id, created_at, changed_at)
      VALUES (of_meeting, one.person, one.municipality,
        CASE WHEN room.capacity IS NULL OR room.taken < room.capacity AND room.waiting = 0 THEN 'registered' ELSE 'waiting' END, of_way, one.session, one.at, one.at)
      ON CONFLICT (meeting_id, person_id) DO UPDATE SET state = excluded.state, way = excluded.way, session_id = excluded.session_id,
        municipality_id = excluded.municipality_id, place_in_line = excluded.place_in_line, by_id = NULL, instead_of_id = NULL,
        changed_at = excluded.changed_at, version = r.version + 1
      WHERE r.state NOT IN ('registered', 'offered', 'waiting')
      RETURNING r.id, r.state, r.session_id INTO put_id, put_state, put_session;
      IF put_state = 'registered' THEN
        room.taken := room.taken + 1;
      ELSIF put_state = 'waiting' THEN
        room.waiting := room.waiting + 1;
        place := room.waiting;
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;

-- As before: no overbooking, ever, whatever writes. It counts only what decides: who waits at a meeting without a limit for municipalities needs no count.
CREATE OR REPLACE FUNCTION "meeting_registrations_fit"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE room record;
BEGIN
  SELECT CASE NEW.way WHEN 'onSite' THEN m.capacity_on_site ELSE m.capacity_online END AS capacity, m.most_per_municipality AS most INTO room
    FROM meetings m WHERE m.id = NEW.meeting_id FOR NO KEY UPDATE;
  IF room.capacity IS NOT NULL AND NEW.state IN ('registered', 'offered')
    AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('registered', 'offered') OR OLD.way IS DISTINCT FROM NEW.way) THEN
    IF room.capacity <= (SELECT count(*) FROM meeting_registrations r
        WHERE r.meeting_id = NEW.meeting_id AND r.way = NEW.way AND r.state IN ('registered', 'offered')) THEN
      RAISE EXCEPTION 'meeting % is full', NEW.meeting_id USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_registrations_fit';
    END IF;
  END IF;
  IF room.most IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('registered', 'offered', 'waiting')) THEN
    IF room.most <= (SELECT count(*) FROM meeting_registrations r
        WHERE r.meeting_id = NEW.meeting_id AND r.municipality_id = NEW.municipality_id AND r.state IN ('registered', 'offered', 'waiting')) THEN
      RAISE EXCEPTION 'municipality % has all its places at meeting %', NEW.municipality_id, NEW.meeting_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_registrations_most';
    END IF;
  END IF;
  RETURN NEW;
END $$;
