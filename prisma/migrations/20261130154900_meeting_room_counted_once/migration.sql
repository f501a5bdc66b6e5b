-- SPDX-License-Identifier: EUPL-1.2
-- A function that is replaced loses this setting, unless it is said again.
-- Who has a place and who waits is counted in one go; and neither this nor what refuses one place too many is planned anew at each press, which takes longer than it does.
CREATE OR REPLACE FUNCTION meeting_room(of_meeting uuid, of_way text, of_municipality text)
 RETURNS TABLE(state text, register_until timestamp with time zone, is_way boolean, capacity integer, taken integer, waiting integer, most integer, own integer)
 LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
  PERFORM FROM meetings m WHERE m.id = of_meeting FOR NO KEY UPDATE;
  RETURN QUERY
    SELECT m.state, m.register_until, CASE of_way WHEN 'onSite' THEN m.is_on_site ELSE m.is_online END,
      CASE of_way WHEN 'onSite' THEN m.capacity_on_site ELSE m.capacity_online END,
      counted.taken, counted.waiting, m.most_per_municipality,
      CASE WHEN m.most_per_municipality IS NOT NULL THEN (SELECT count(*)::int FROM meeting_registrations r
        WHERE r.meeting_id = m.id AND r.municipality_id = of_municipality AND r.state IN ('registered', 'offered', 'waiting')) ELSE 0 END
    FROM meetings m, LATERAL (
      SELECT count(*) FILTER (WHERE r.state <> 'waiting')::int AS taken, count(*) FILTER (WHERE r.state = 'waiting')::int AS waiting
      FROM meeting_registrations r WHERE r.meeting_id = m.id AND r.way = of_way AND r.state IN ('registered', 'offered', 'waiting')) counted
    WHERE m.id = of_meeting;
END $function$;
ALTER FUNCTION meeting_registrations_fit() SET plan_cache_mode = force_generic_plan;
