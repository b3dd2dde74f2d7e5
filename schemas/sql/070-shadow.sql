-- What rules and policies in the shadow would change. The tables job writes the tables, in the form of defects.
-- Safe to apply again: nothing that exists is changed.

CREATE TABLE IF NOT EXISTS shadow_defect (
  LIKE defect INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  CONSTRAINT shadow_defect_pk PRIMARY KEY (defect_id)
);

CREATE INDEX IF NOT EXISTS shadow_defect_by_code ON shadow_defect (code, raised_at);

COMMENT ON TABLE shadow_defect IS 'One row a defect as it would be if what is in the shadow were live, as of its latest revision. RETRACTED: it would be no defect; whether it is one now says table defect.';

CREATE TABLE IF NOT EXISTS shadow_defect_change (
  LIKE defect_change INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  CONSTRAINT shadow_defect_change_pk PRIMARY KEY (defect_id, revision, detected_at)
) PARTITION BY RANGE (detected_at);

CREATE TABLE IF NOT EXISTS shadow_defect_change_other PARTITION OF shadow_defect_change DEFAULT;

COMMENT ON TABLE shadow_defect_change_other IS 'Rows of shadow_defect_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS shadow_defect_change_by_detected_at ON shadow_defect_change (detected_at);

COMMENT ON TABLE shadow_defect_change IS 'Every revision of every row of shadow_defect, once. By months of detected_at; drop_months drops old ones.';

CREATE OR REPLACE VIEW shadow_diff AS
SELECT
  code,
  day,
  count(*) FILTER (WHERE found_by = 'BOTH') AS found_by_both,
  count(*) FILTER (WHERE found_by = 'LIVE') AS found_by_live_only,
  count(*) FILTER (WHERE found_by = 'SHADOW') AS found_by_shadow_only,
  coalesce((array_agg(defect_id ORDER BY raised_at, defect_id) FILTER (WHERE found_by = 'BOTH'))[1:3], '{}') AS both_examples,
  coalesce((array_agg(defect_id ORDER BY raised_at, defect_id) FILTER (WHERE found_by = 'LIVE'))[1:3], '{}') AS live_only_examples,
  coalesce((array_agg(defect_id ORDER BY raised_at, defect_id) FILTER (WHERE found_by = 'SHADOW'))[1:3], '{}') AS shadow_only_examples
FROM (
  SELECT
    s.code,
    s.defect_id,
    s.raised_at,
    local_day(s.raised_at, s.time_zone) AS day,
    CASE
      WHEN s.status = 'RETRACTED' THEN 'LIVE'
      WHEN d.defect_id IS NULL THEN 'SHADOW'
      ELSE 'BOTH'
    END AS found_by
  FROM shadow_defect AS s
  LEFT JOIN defect AS d ON d.defect_id = s.defect_id AND d.status <> 'RETRACTED'
  WHERE s.status <> 'RETRACTED' OR d.defect_id IS NOT NULL
) AS compared
GROUP BY code, day;

COMMENT ON VIEW shadow_diff IS 'What is tried in the shadow beside what is live, by code and day: only defects whose anchors are in the time of a trial.';
COMMENT ON COLUMN shadow_diff.code IS 'The code, built in or of a rule that users declared.';
COMMENT ON COLUMN shadow_diff.day IS 'Local date at the service address when it was raised; in UTC where no time zone is known.';
COMMENT ON COLUMN shadow_diff.found_by_both IS 'Defects that are live and would be found in the shadow too.';
COMMENT ON COLUMN shadow_diff.found_by_live_only IS 'Defects that are live and would not be.';
COMMENT ON COLUMN shadow_diff.found_by_shadow_only IS 'Defects that would be and are not.';
COMMENT ON COLUMN shadow_diff.both_examples IS 'Up to three of them by defect_id, the earliest.';
COMMENT ON COLUMN shadow_diff.live_only_examples IS 'Likewise; table defect says more about them.';
COMMENT ON COLUMN shadow_diff.shadow_only_examples IS 'Likewise; table shadow_defect says more about them.';
