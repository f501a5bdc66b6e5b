-- SPDX-License-Identifier: EUPL-1.2
-- As before, but who was asked by a colleague meanwhile is left as they stand: their yes is told to whoever asked, and may be to another's place.
CREATE OR REPLACE FUNCTION "meeting_take"(of_meeting uuid, of_way text, wanted jsonb)
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
      WHERE r.state NOT IN ('registered', 'offered', 'waiting', 'asked')
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
