-- Tables of changes and of events are partitioned by months, in UTC, so that old months can be dropped at
-- once. These functions make and drop the partitions. Safe to apply again.

CREATE OR REPLACE FUNCTION keep_month(parent text, month date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $$
DECLARE
  first_day CONSTANT date := date_trunc('month', month);
  begins    CONSTANT timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
  ends      CONSTANT timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
  part      CONSTANT text := parent || to_char(first_day, '_YYYY_MM');
  rest      CONSTANT text := parent || '_other';
  key       text;
BEGIN
  -- A clock that is wrong by years would make partitions without end: such rows share one.
  IF begins < now() - interval '10 years' OR begins > now() + interval '1 month' OR to_regclass(quote_ident(part)) IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT a.attname INTO STRICT key
  FROM pg_partitioned_table p
  JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
  WHERE p.partrelid = to_regclass(quote_ident(parent));
  -- One at a time: several writers come to a new month at once.
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', rest);
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Attached when it is complete: to make it as a partition would lock out all readers of the table.
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
  EXECUTE format('COMMENT ON TABLE %I IS %L', part, 'Rows of ' || parent || ' in ' || to_char(first_day, 'YYYY-MM') || ', UTC.');
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    rest, key, begins, key, ends, part);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, begins, ends);
END
$$;

COMMENT ON FUNCTION keep_month IS 'Makes the partition of a month where it is missing. The tables job asks for each month that it comes to; months more than ten years back or one month ahead share the partition _other.';

CREATE OR REPLACE FUNCTION drop_months(before date)
RETURNS TABLE (dropped text, row_count bigint) LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $$
DECLARE
  first_day CONSTANT date := date_trunc('month', before);
  begins    CONSTANT timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
  parent    record;
BEGIN
  FOR parent IN
    SELECT c.oid, c.relname, a.attname AS key
    FROM pg_partitioned_table p
    JOIN pg_class c ON c.oid = p.partrelid AND c.relnamespace = current_schema()::regnamespace
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    ORDER BY c.relname
  LOOP
    FOR dropped IN
      SELECT c.relname
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = parent.oid
        AND c.relname ~ ('^' || parent.relname || '_\d{4}_\d{2}$')
        AND right(c.relname, 7) < to_char(first_day, 'YYYY_MM')
      ORDER BY c.relname
    LOOP
      EXECUTE format('SELECT count(*) FROM %I', dropped) INTO row_count;
      EXECUTE format('DROP TABLE %I', dropped);
      RETURN NEXT;
    END LOOP;
    dropped := parent.relname || '_other';
    EXECUTE format('DELETE FROM %I WHERE %I < %L', dropped, parent.key, begins);
    GET DIAGNOSTICS row_count = ROW_COUNT;
    IF row_count > 0 THEN
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;

COMMENT ON FUNCTION drop_months IS 'Drops what is older than the month of a day from all tables that are partitioned by months, and says what and how many rows: SELECT * FROM drop_months(DATE ''2025-01-01''). For the owner of the tables.';
