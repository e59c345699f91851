-- Whatever is said here replaces what 0010 said: verified sheets are kept as bits and counted by pair with the commonest
-- words, as all that lists offer at first. Until the next rebuilding they are found and counted as any other key.

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
