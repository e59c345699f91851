-- Whatever is said here replaces what 0006 and 0009 said.

-- Dense bits are not compressed either.
ALTER TABLE initiatives_mapbits ALTER COLUMN plain SET STORAGE PLAIN;

-- Immutable, it was called for each text; stable, as the `unaccent` in it is, it becomes part of the query.
ALTER FUNCTION initiatives_vector(text) STABLE CALLED ON NULL INPUT;

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
        ON CONFLICT (key, chunk) DO UPDATE SET
            bits = b.bits | coalesce(excluded.bits, excluded.plain), plain = b.plain | coalesce(excluded.plain, excluded.bits);
    INSERT INTO initiatives_word AS w (key, count)
        SELECT word, count(*) FROM changed, string_to_table(title_key, ' ') AS word
        WHERE length(word) > 2 GROUP BY word ORDER BY word
        ON CONFLICT (key) DO UPDATE SET count = w.count + excluded.count;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION initiatives_map_point_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF initiatives_in_bulk() THEN RETURN NULL; END IF;
    DELETE FROM initiatives_newpin WHERE location_id IN (SELECT location_id FROM changed);
    UPDATE initiatives_mapbits AS b SET bits = b.bits & ~gone.bits, plain = b.plain & ~gone.bits
        FROM (SELECT rank >> 15 AS chunk, initiatives_bits(rank & 32767, 1) AS bits
              FROM changed JOIN initiatives_mappoint USING (cell, location_id) GROUP BY 1) AS gone
        WHERE b.key = '*' AND b.chunk = gone.chunk;
    RETURN NULL;
END $$;

-- Small keys of what lies at the level of a territory are kept; verified sheets are kept as bits and counted by pair with
-- the commonest words, as all that lists offer at first. The change is not written here: a map drawn while ranks changed
-- is not kept, because the table of the points is watched. Until the next rebuilding, keys are found as they were.
CREATE OR REPLACE FUNCTION initiatives_rebuild(frequent int, first_rank int) RETURNS void LANGUAGE plpgsql
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
    -- A list offers the territories inside another, and a territory shows what lies at the level of wider ones: even
    -- small ones are kept. Verified sheets are offered in every list: however few, they are.
    INSERT INTO initiatives_frequentkey (key, has_pairs) SELECT key, true FROM initiatives_keycount
        WHERE NOT starts_with(key, 'acteur:') AND count >= CASE
            WHEN key = 'verifiee' THEN 1
            WHEN initiatives_is_territory(key) OR starts_with(key, 'sur:') THEN frequent / 10 ELSE frequent END;
    UPDATE initiatives_frequentkey SET is_plain = true
        WHERE split_part(key, ':', 1) IN ('theme', 'type', 'avancement', 'echelle', 'verifiee')
            OR starts_with(key, 'region-')
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
END $$;
