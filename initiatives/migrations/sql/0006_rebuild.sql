-- Everything that is counted, made anew from listings and pins. `frequent`: from how many sheets on a key is kept as
-- pairs and bits; below, looking at its sheets one by one is quick enough.

CREATE FUNCTION initiatives_rebuild(frequent int) RETURNS void LANGUAGE plpgsql
SET work_mem = '256MB' SET hash_mem_multiplier = 2 SET max_parallel_workers_per_gather = 2 AS $$
DECLARE
    share real;
    last_chunk int;
BEGIN
    PERFORM pg_advisory_xact_lock(7202611);
    DELETE FROM initiatives_keycount;
    INSERT INTO initiatives_keycount (key, count)
        SELECT key, count(*) FROM initiatives_listing, unnest(keys) AS key GROUP BY key;
    PERFORM initiatives_rebuild_cells();

    DELETE FROM initiatives_frequentkey;
    -- A list offers the territories inside another: even small ones are kept.
    INSERT INTO initiatives_frequentkey (key) SELECT key FROM initiatives_keycount
        WHERE NOT starts_with(key, 'acteur:') AND count >= CASE
            WHEN split_part(key, '-', 1) IN ('commune', 'intercommunalite', 'departement', 'region') THEN frequent / 10
            ELSE frequent END;
    -- Words are counted in a sample: which ones are kept decides how quick an answer is, never what it is.
    SELECT least(100, 100 * 50000.0 / greatest(1, count)) INTO share FROM initiatives_keycount WHERE key = '*';
    IF share IS NOT NULL THEN
        INSERT INTO initiatives_frequentkey (key)
            SELECT kind || word FROM unnest(ARRAY['mot:', 'titre:']) AS kind, (
                SELECT word FROM (SELECT unnest(tsvector_to_array(search)) AS word
                    FROM initiatives_listing TABLESAMPLE SYSTEM (share) REPEATABLE (1)) AS sampled
                GROUP BY word HAVING count(*) >= frequent * share / 100
            ) AS words;
    END IF;
    ANALYZE initiatives_frequentkey;

    -- Tables made by a query, unlike rows inserted by one, are made by all processors.
    -- A chunk at a time: all of them would not fit in memory.
    DELETE FROM initiatives_keybits;
    SELECT max(position) >> 15 INTO last_chunk FROM initiatives_listing;
    FOR c IN 0 .. coalesce(last_chunk, -1) LOOP
        EXECUTE format('CREATE TEMP TABLE bits_anew ON COMMIT DROP AS
            SELECT f.key, initiatives_bits(position & 32767, 1) AS bits
            FROM initiatives_listing, unnest(keys || initiatives_words(search)) AS a (key)
            JOIN initiatives_frequentkey f USING (key)
            WHERE position >= %s AND position < %s GROUP BY f.key', c << 15, (c + 1) << 15);
        INSERT INTO initiatives_keybits (key, chunk, bits) SELECT key, c, bits FROM bits_anew ORDER BY key;
        DROP TABLE bits_anew;
    END LOOP;

    -- Some hundred million pairs: by numbers, which are quicker to compare than texts.
    CREATE TEMP TABLE numbered ON COMMIT DROP AS
        SELECT k.key, (row_number() OVER ())::int AS number, f.key IS NOT NULL AS is_within,
            initiatives_is_offered('*', k.key) AS is_offered,
            split_part(k.key, '-', 1) IN ('region', 'departement', 'intercommunalite', 'commune') AS is_territory
        FROM initiatives_keycount k LEFT JOIN initiatives_frequentkey f USING (key)
        WHERE f.key IS NOT NULL OR initiatives_is_offered('*', k.key);
    ANALYZE numbered;
    CREATE TEMP TABLE mapped ON COMMIT DROP AS
        SELECT array_agg(number) FILTER (WHERE is_within) AS withins, array_agg(number) FILTER (WHERE is_offered) AS offered
        FROM initiatives_listing, unnest(keys) AS k (key) JOIN numbered USING (key) GROUP BY position;
    DELETE FROM initiatives_paircount;
    INSERT INTO initiatives_paircount (within, key, count)
        SELECT a.key, b.key, counted.count
        FROM (SELECT w, o, count(*) FROM mapped, unnest(withins) AS w, unnest(offered) AS o GROUP BY w, o) AS counted
        JOIN numbered a ON a.number = w JOIN numbered b ON b.number = o
        WHERE NOT (a.is_territory AND b.is_territory) ORDER BY a.key, b.key;
    DROP TABLE numbered, mapped;

    DELETE FROM initiatives_word;
    INSERT INTO initiatives_word (key, count, usual)
        SELECT word, sum(number), sum(number) FROM (
            SELECT word, count(*) AS number FROM initiatives_listing, string_to_table(title_key, ' ') AS word GROUP BY word
            UNION ALL SELECT word, 1 FROM initiatives_tag, string_to_table(key, ' ') AS word
            UNION ALL SELECT DISTINCT word, 1 FROM initiatives_actor, string_to_table(public.fold(name), ' ') AS word
                WHERE status = 'published'
        ) AS counted WHERE length(word) > 2 GROUP BY word;
END $$;

-- From the deepest level up: each level sums four times fewer cells than the one below.
CREATE FUNCTION initiatives_rebuild_cells() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM initiatives_cellcount;
    INSERT INTO initiatives_cellcount (place, theme, level, cell, count, latitude_sum, longitude_sum)
        SELECT '', t, 14, (cell >> 28)::int, count(*), sum(latitude_e6), sum(longitude_e6)
        FROM initiatives_pin, unnest(0::bigint || themes) AS t WHERE drawn GROUP BY 2, 4;
    INSERT INTO initiatives_cellcount (place, theme, level, cell, count, latitude_sum, longitude_sum)
        SELECT g.place, g.theme, 12, (cell >> 32)::int, count(*), sum(latitude_e6), sum(longitude_e6)
        FROM initiatives_pin p, initiatives_pin_groups(p.department, p.themes, p.keys) g
        WHERE drawn GROUP BY 1, 2, 4;
    FOR deeper IN REVERSE 12 .. 4 BY 2 LOOP
        INSERT INTO initiatives_cellcount (place, theme, level, cell, count, latitude_sum, longitude_sum)
            SELECT place, theme, deeper - 2, cell >> 4, sum(count), sum(latitude_sum), sum(longitude_sum)
            FROM initiatives_cellcount WHERE level = deeper GROUP BY 1, 2, 4;
    END LOOP;
END $$;
