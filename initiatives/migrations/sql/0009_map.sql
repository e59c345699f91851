-- Points of the map in the order of their cells, with their bits; pairs for the commonest words; bits that many searches
-- read, uncompressed. What is new is in the triggers of 0006, said again whole.

ALTER TABLE initiatives_mapbits ALTER COLUMN bits SET STORAGE MAIN;
ALTER TABLE initiatives_keybits ALTER COLUMN plain SET STORAGE PLAIN;

-- The pairs of a listing: each key that has pairs, with what is offered to those who have it; of a word, with plain keys.
CREATE FUNCTION initiatives_pairs(keys text[], search tsvector) RETURNS TABLE (within text, key text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 300
BEGIN ATOMIC
    SELECT f.key, k.key FROM unnest(keys || initiatives_words(search)) AS a (key)
        JOIN initiatives_frequentkey f ON f.key = a.key AND f.has_pairs, unnest(keys) AS k (key)
        WHERE initiatives_is_offered(f.key, k.key) AND (NOT starts_with(f.key, 'mot:')
            OR EXISTS (SELECT FROM initiatives_frequentkey p WHERE p.key = k.key AND p.is_plain));
END;

CREATE OR REPLACE FUNCTION initiatives_listing_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    INSERT INTO initiatives_keycount AS k (key, count)
        SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key ORDER BY key
        ON CONFLICT (key) DO UPDATE SET count = k.count + excluded.count;
    INSERT INTO initiatives_paircount AS p (within, key, count)
        SELECT n.within, n.key, count(*) FROM changed, initiatives_pairs(keys, search) AS n GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (within, key) DO UPDATE SET count = p.count + excluded.count;
    INSERT INTO initiatives_keybits AS b (key, chunk, bits, plain)
        SELECT key, chunk, CASE WHEN NOT is_plain THEN added END, CASE WHEN is_plain THEN added END
        FROM (SELECT f.key, f.is_plain, position >> 15 AS chunk, initiatives_bits(position & 32767, 1) AS added
              FROM changed, unnest(keys || initiatives_words(search)) AS a (key)
              JOIN initiatives_frequentkey f USING (key) GROUP BY 1, 2, 3 ORDER BY 1, 3) AS come
        ON CONFLICT (key, chunk) DO UPDATE SET bits = b.bits | excluded.bits, plain = b.plain | excluded.plain;
    INSERT INTO initiatives_word AS w (key, count)
        SELECT word, count(*) FROM changed, string_to_table(title_key, ' ') AS word
        WHERE length(word) > 2 GROUP BY word ORDER BY word
        ON CONFLICT (key) DO UPDATE SET count = w.count + excluded.count;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION initiatives_listing_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    UPDATE initiatives_keycount AS k SET count = k.count - gone.count
        FROM (SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key) AS gone
        WHERE k.key = gone.key;
    DELETE FROM initiatives_keycount
        WHERE count = 0 AND key IN (SELECT key FROM changed, unnest(keys) AS key);
    UPDATE initiatives_paircount AS p SET count = p.count - gone.count
        FROM (SELECT n.within, n.key, count(*) FROM changed, initiatives_pairs(keys, search) AS n GROUP BY 1, 2) AS gone
        WHERE p.within = gone.within AND p.key = gone.key;
    UPDATE initiatives_keybits AS b SET bits = b.bits & ~gone.bits, plain = b.plain & ~gone.bits
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

CREATE FUNCTION initiatives_map_point_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    INSERT INTO initiatives_newpin (location_id) SELECT location_id FROM changed WHERE drawn;
    RETURN NULL;
END $$;

CREATE FUNCTION initiatives_map_point_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    DELETE FROM initiatives_newpin WHERE location_id IN (SELECT location_id FROM changed);
    UPDATE initiatives_mapbits AS b SET bits = b.bits & ~gone.bits
        FROM (SELECT rank >> 15 AS chunk, initiatives_bits(rank & 32767, 1) AS bits
              FROM changed JOIN initiatives_mappoint USING (cell, location_id) GROUP BY 1) AS gone
        WHERE b.key = '*' AND b.chunk = gone.chunk;
    RETURN NULL;
END $$;

CREATE TRIGGER initiatives_map_point_added AFTER INSERT ON initiatives_pin
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_map_point_added();
CREATE TRIGGER initiatives_map_point_removed AFTER DELETE ON initiatives_pin
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_map_point_removed();

-- Counts by key, by word and by cell, the frequent keys and the ranks of points; `initiatives.counts` makes bits and
-- pairs of them. `frequent`: from how many sheets on a key is kept as bits; below, looking at its sheets one by one is
-- quick enough.
DROP FUNCTION initiatives_rebuild(int);
CREATE FUNCTION initiatives_rebuild(frequent int, first_rank int) RETURNS void LANGUAGE plpgsql
SET work_mem = '256MB' SET hash_mem_multiplier = 2 SET max_parallel_workers_per_gather = 2 AS $$
DECLARE
    share real;
BEGIN
    PERFORM pg_advisory_xact_lock(7202611);
    -- Tables made by a query, unlike rows inserted by one, are made by all processors.
    CREATE TEMP TABLE keys_anew ON COMMIT DROP AS
        SELECT key, count(*) FROM initiatives_listing, unnest(keys) AS key GROUP BY key;
    DELETE FROM initiatives_keycount;
    INSERT INTO initiatives_keycount (key, count) SELECT key, count FROM keys_anew ORDER BY key;
    DROP TABLE keys_anew;
    PERFORM initiatives_rebuild_cells();

    DELETE FROM initiatives_frequentkey;
    -- A list offers the territories inside another: even small ones are kept.
    INSERT INTO initiatives_frequentkey (key, has_pairs) SELECT key, true FROM initiatives_keycount
        WHERE NOT starts_with(key, 'acteur:') AND count >= CASE
            WHEN split_part(key, '-', 1) IN ('commune', 'intercommunalite', 'departement', 'region') THEN frequent / 10
            ELSE frequent END;
    UPDATE initiatives_frequentkey SET is_plain = true
        WHERE split_part(key, ':', 1) IN ('theme', 'type', 'avancement', 'echelle') OR starts_with(key, 'region-')
            OR key IN (SELECT key FROM initiatives_keycount WHERE key >= 'tag:' AND key < 'tag;'
                       ORDER BY count DESC, key LIMIT 48);
    -- Words are counted in a sample: which ones are kept decides how quick an answer is, never what it is.
    SELECT least(100, 100 * 50000.0 / greatest(1, count)) INTO share FROM initiatives_keycount WHERE key = '*';
    IF share IS NOT NULL THEN
        CREATE TEMP TABLE words_sampled ON COMMIT DROP AS
            SELECT word, count(*) * 100 / share AS number FROM (
                SELECT unnest(tsvector_to_array(search)) AS word
                FROM initiatives_listing TABLESAMPLE SYSTEM (share) REPEATABLE (1)) AS sampled
            GROUP BY word HAVING count(*) >= frequent * share / 100;
        INSERT INTO initiatives_frequentkey (key, has_pairs)
            SELECT 'mot:' || word, number >= 5 * frequent FROM words_sampled
            UNION ALL SELECT 'titre:' || word, false FROM words_sampled;
        DROP TABLE words_sampled;
    END IF;
    ANALYZE initiatives_frequentkey;

    DELETE FROM initiatives_newpin;
    DELETE FROM initiatives_mappoint;
    INSERT INTO initiatives_mappoint (rank, cell, location_id, initiative_id, position, latitude_e6, longitude_e6)
        SELECT first_rank - 1 + row_number() OVER (ORDER BY cell, location_id),
            cell, location_id, initiative_id, position, latitude_e6, longitude_e6
        FROM initiatives_pin WHERE drawn ORDER BY cell, location_id;
    ANALYZE initiatives_mappoint;

    CREATE TEMP TABLE words_anew ON COMMIT DROP AS
        SELECT word, count(*) AS number FROM initiatives_listing, string_to_table(title_key, ' ') AS word
        WHERE length(word) > 2 GROUP BY word;
    DELETE FROM initiatives_word;
    INSERT INTO initiatives_word (key, count, usual)
        SELECT word, sum(number), sum(number) FROM (
            SELECT word, number FROM words_anew
            UNION ALL SELECT word, 1 FROM initiatives_tag, string_to_table(key, ' ') AS word
            UNION ALL SELECT DISTINCT word, 1 FROM initiatives_actor, string_to_table(public.fold(name), ' ') AS word
                WHERE status = 'published'
        ) AS counted WHERE length(word) > 2 GROUP BY word;
    DROP TABLE words_anew;
    -- A map drawn while ranks changed is not kept.
    INSERT INTO moderation_change (transaction) VALUES (pg_current_xact_id()::text::bigint)
        ON CONFLICT (transaction) DO UPDATE SET times = moderation_change.times + 1;
END $$;

-- From the deepest level up: each level sums four times fewer cells than the one below.
CREATE OR REPLACE FUNCTION initiatives_rebuild_cells() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CREATE TEMP TABLE whole_map ON COMMIT DROP AS
        SELECT t AS theme, (cell >> 28)::int AS cell, count(*), sum(latitude_e6) AS latitudes, sum(longitude_e6) AS longitudes
        FROM initiatives_pin, unnest(0::bigint || themes) AS t WHERE drawn GROUP BY 1, 2;
    CREATE TEMP TABLE by_place ON COMMIT DROP AS
        SELECT g.place, g.theme, 12 AS level, (cell >> 32)::int AS cell, count(*),
            sum(latitude_e6) AS latitudes, sum(longitude_e6) AS longitudes
        FROM initiatives_pin p, initiatives_pin_groups(p.department, p.themes, p.keys) g
        WHERE drawn GROUP BY 1, 2, 4;
    FOR deeper IN REVERSE 12 .. 4 BY 2 LOOP
        INSERT INTO by_place
            SELECT place, theme, deeper - 2, cell >> 4, sum(count), sum(latitudes), sum(longitudes)
            FROM by_place WHERE level = deeper GROUP BY 1, 2, 4;
    END LOOP;
    DELETE FROM initiatives_cellcount;
    INSERT INTO initiatives_cellcount (place, theme, level, cell, count, latitude_sum, longitude_sum)
        SELECT '', theme, 14, cell, count, latitudes, longitudes FROM whole_map
        UNION ALL SELECT place, theme, level, cell, count, latitudes, longitudes FROM by_place
        ORDER BY 1, 2, 3, 4;
    DROP TABLE whole_map, by_place;
END $$;

-- Whether a key is a territory.
CREATE FUNCTION initiatives_is_territory(key text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN split_part(key, '-', 1) IN ('region', 'departement', 'intercommunalite', 'commune');

-- Until the first rebuilding, all pins are new ones, words have no pairs and nothing is plain.
UPDATE initiatives_frequentkey SET has_pairs = true WHERE NOT starts_with(key, 'mot:') AND NOT starts_with(key, 'titre:');
INSERT INTO initiatives_newpin (location_id) SELECT location_id FROM initiatives_pin WHERE drawn;
