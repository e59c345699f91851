-- Counts and bits, kept by triggers in the transaction of each change of a listing or a pin.
-- A bulk load says `SET LOCAL initiatives.bulk = on`: they then wait for `initiatives_rebuild`.

-- Compressed where few bits are set, and never out of its row: a chunk is read at one go.
ALTER TABLE initiatives_keybits ALTER COLUMN bits SET STORAGE MAIN;

-- Room in each page for the counts that change most, so that no index changes with them.
ALTER TABLE initiatives_word SET (fillfactor = 70);
ALTER TABLE initiatives_keycount SET (fillfactor = 80);
ALTER TABLE initiatives_paircount SET (fillfactor = 80);
ALTER TABLE initiatives_cellcount SET (fillfactor = 80);

CREATE SEQUENCE initiatives_position MINVALUE 0 START 0 AS integer;

CREATE FUNCTION initiatives_in_bulk() RETURNS boolean LANGUAGE sql STABLE
RETURN coalesce(current_setting('initiatives.bulk', true), '') = 'on';

-- Whether lists offer to filter by `key`, seen from those that have the key `within` already. What lies inside a
-- territory is not asked of pairs: its own count says it.
CREATE FUNCTION initiatives_is_offered(within text, key text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN split_part(key, ':', 1) IN ('theme', 'tag', 'type', 'avancement', 'echelle', 'verifiee')
    OR (split_part(key, '-', 1) IN ('region', 'departement') AND split_part(within, '-', 1) NOT IN
        ('region', 'departement', 'intercommunalite', 'commune'));

-- The words of a sheet as keys: each stem of it, each stem of its title.
CREATE FUNCTION initiatives_words(search tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT array_agg('mot:' || w) FROM unnest(tsvector_to_array(search)) AS w)
    || (SELECT array_agg('titre:' || w) FROM unnest(tsvector_to_array(ts_filter(search, '{a}'))) AS w);

-- initiatives_bits(n, 1): a chunk with each bit n that is given set.
DO $$ BEGIN
    EXECUTE format('CREATE AGGREGATE initiatives_bits(int, int) (sfunc = set_bit, stype = bit, initcond = %L,'
        ' combinefunc = bitor, parallel = safe)', repeat('0', 32768));
END $$;

CREATE FUNCTION initiatives_listing_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    INSERT INTO initiatives_keycount AS k (key, count)
        SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key ORDER BY key
        ON CONFLICT (key) DO UPDATE SET count = k.count + excluded.count;
    INSERT INTO initiatives_paircount AS p (within, key, count)
        SELECT f.key, k.key, count(*)
        FROM changed, unnest(keys) AS a (key) JOIN initiatives_frequentkey f USING (key), unnest(keys) AS k (key)
        WHERE initiatives_is_offered(f.key, k.key) GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (within, key) DO UPDATE SET count = p.count + excluded.count;
    INSERT INTO initiatives_keybits AS b (key, chunk, bits)
        SELECT f.key, position >> 15, initiatives_bits(position & 32767, 1)
        FROM changed, unnest(keys || initiatives_words(search)) AS a (key) JOIN initiatives_frequentkey f USING (key)
        GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (key, chunk) DO UPDATE SET bits = b.bits | excluded.bits;
    INSERT INTO initiatives_word AS w (key, count)
        SELECT word, count(*) FROM changed, string_to_table(title_key, ' ') AS word
        WHERE length(word) > 2 GROUP BY word ORDER BY word
        ON CONFLICT (key) DO UPDATE SET count = w.count + excluded.count;
    RETURN NULL;
END $$;

CREATE FUNCTION initiatives_listing_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    UPDATE initiatives_keycount AS k SET count = k.count - gone.count
        FROM (SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key) AS gone
        WHERE k.key = gone.key;
    DELETE FROM initiatives_keycount
        WHERE count = 0 AND key IN (SELECT key FROM changed, unnest(keys) AS key);
    UPDATE initiatives_paircount AS p SET count = p.count - gone.count
        FROM (SELECT f.key AS within, k.key, count(*)
              FROM changed, unnest(keys) AS a (key) JOIN initiatives_frequentkey f USING (key), unnest(keys) AS k (key)
              WHERE initiatives_is_offered(f.key, k.key) GROUP BY 1, 2) AS gone
        WHERE p.within = gone.within AND p.key = gone.key;
    UPDATE initiatives_keybits AS b SET bits = b.bits & ~gone.bits
        FROM (SELECT f.key, position >> 15 AS chunk, initiatives_bits(position & 32767, 1) AS bits
              FROM changed, unnest(keys || initiatives_words(search)) AS a (key)
              JOIN initiatives_frequentkey f USING (key) GROUP BY 1, 2) AS gone
        WHERE b.key = gone.key AND b.chunk = gone.chunk;
    UPDATE initiatives_word AS w SET count = greatest(0, w.count - gone.count)
        FROM (SELECT word, count(*) FROM changed, string_to_table(title_key, ' ') AS word GROUP BY word) AS gone
        WHERE w.key = gone.word;
    DELETE FROM initiatives_word
        WHERE count = 0 AND key IN (SELECT word FROM changed, string_to_table(title_key, ' ') AS word);
    RETURN NULL;
END $$;

CREATE TRIGGER initiatives_listing_added AFTER INSERT ON initiatives_listing
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_listing_added();
CREATE TRIGGER initiatives_listing_removed AFTER DELETE ON initiatives_listing
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_listing_removed();

-- The places and themes under which a pin is counted, and to which level.
CREATE FUNCTION initiatives_pin_groups(department text, themes bigint[], keys text[])
RETURNS TABLE (place text, theme bigint, deepest int) LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 9
BEGIN ATOMIC
    SELECT '', t, 14 FROM unnest(0::bigint || themes) AS t
    UNION ALL SELECT 'departement-' || department, t, 12 FROM unnest(0::bigint || themes) AS t
    UNION ALL SELECT k, 0, 12 FROM unnest(keys) AS k
    WHERE starts_with(k, 'commune-') OR starts_with(k, 'intercommunalite-');
END;

CREATE FUNCTION initiatives_pin_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    INSERT INTO initiatives_cellcount AS c (place, theme, level, cell, count, latitude_sum, longitude_sum)
        SELECT g.place, g.theme, level, (p.cell >> 2 * (28 - level))::int, count(*),
            sum(p.latitude_e6), sum(p.longitude_e6)
        FROM changed p, initiatives_pin_groups(p.department, p.themes, p.keys) g, generate_series(2, g.deepest, 2) AS level
        WHERE p.drawn GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (place, theme, level, cell) DO UPDATE SET count = c.count + excluded.count,
            latitude_sum = c.latitude_sum + excluded.latitude_sum,
            longitude_sum = c.longitude_sum + excluded.longitude_sum;
    RETURN NULL;
END $$;

CREATE FUNCTION initiatives_pin_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    WITH gone AS (
        SELECT g.place, g.theme, level, (p.cell >> 2 * (28 - level))::int AS cell, count(*) AS count,
            sum(p.latitude_e6) AS latitude_sum, sum(p.longitude_e6) AS longitude_sum
        FROM changed p, initiatives_pin_groups(p.department, p.themes, p.keys) g, generate_series(2, g.deepest, 2) AS level
        WHERE p.drawn GROUP BY 1, 2, 3, 4
    ), emptied AS (
        DELETE FROM initiatives_cellcount AS c USING gone
        WHERE (c.place, c.theme, c.level, c.cell) = (gone.place, gone.theme, gone.level, gone.cell)
            AND c.count = gone.count
    )
    UPDATE initiatives_cellcount AS c SET count = c.count - gone.count,
            latitude_sum = c.latitude_sum - gone.latitude_sum, longitude_sum = c.longitude_sum - gone.longitude_sum
        FROM gone
        WHERE (c.place, c.theme, c.level, c.cell) = (gone.place, gone.theme, gone.level, gone.cell)
            AND c.count <> gone.count;
    RETURN NULL;
END $$;

CREATE TRIGGER initiatives_pin_added AFTER INSERT ON initiatives_pin
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_pin_added();
CREATE TRIGGER initiatives_pin_removed AFTER DELETE ON initiatives_pin
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_pin_removed();
