-- From any day on, each cadence has a digest within so many days, with one to spare.
CREATE FUNCTION look_ahead_days(cadence "Cadence") RETURNS INTEGER
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$
    SELECT CASE cadence
      WHEN 'daily' THEN 2
      WHEN 'weekdays' THEN 4
      WHEN 'weekly' THEN 8
      WHEN 'monthly' THEN 32
    END
  $$;

-- The days of each cadence. A cadence without a line has none, so that the test of all cadences
-- fails, instead of a digest coming on a day that nobody chose.
CREATE OR REPLACE FUNCTION due_times(
  cadence "Cadence", weekday INTEGER, hour INTEGER, time_zone TEXT,
  around TIMESTAMPTZ, days_before INTEGER, days_after INTEGER
) RETURNS TABLE (local_day DATE, due_at TIMESTAMPTZ)
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$
    SELECT day, (day + make_interval(hours => hour)) AT TIME ZONE time_zone
    FROM (
      SELECT (around AT TIME ZONE time_zone)::date + n AS day
      FROM generate_series(-days_before, days_after) n
    ) days
    WHERE CASE cadence
      WHEN 'daily' THEN true
      WHEN 'weekdays' THEN extract(isodow FROM day) < 6
      WHEN 'weekly' THEN extract(isodow FROM day) = weekday
      WHEN 'monthly' THEN extract(day FROM day) = 1
    END
  $$;

-- Planned once for all cadences: a plan for each call takes ten times as long as the call.
CREATE OR REPLACE FUNCTION next_due(
  cadence "Cadence", weekday INTEGER, hour INTEGER, time_zone TEXT, after TIMESTAMPTZ
) RETURNS TIMESTAMPTZ
  LANGUAGE sql STABLE PARALLEL SAFE SET plan_cache_mode = force_generic_plan
  AS $$
    SELECT min(due_at)
    FROM due_times(cadence, weekday, hour, time_zone, after, 0, look_ahead_days(cadence))
    WHERE due_at > after
  $$;

CREATE OR REPLACE FUNCTION latest_due_day(
  cadence "Cadence", weekday INTEGER, hour INTEGER, time_zone TEXT, at TIMESTAMPTZ
) RETURNS DATE
  LANGUAGE sql STABLE PARALLEL SAFE SET plan_cache_mode = force_generic_plan
  AS $$
    SELECT max(local_day)
    FROM due_times(cadence, weekday, hour, time_zone, at, look_ahead_days(cadence), 0)
    WHERE due_at <= at
  $$;
