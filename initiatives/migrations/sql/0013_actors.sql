-- The list of actors, written from their rows, and from those of the initiatives in which they take part.

-- A territory such as « commune-29019 » and all that hold it, as keys.
CREATE FUNCTION initiatives_token_keys(token text) RETURNS text[] LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
SELECT array_remove(CASE split_part(token, '-', 1)
    WHEN 'commune' THEN (
        SELECT ARRAY[token, 'intercommunalite-' || c.intercommunality_id, 'departement-' || c.department_id,
            'region-' || d.region_id]
        FROM places_commune c LEFT JOIN places_department d ON d.code = c.department_id
        WHERE c.code = split_part(token, '-', 2))
    WHEN 'intercommunalite' THEN (
        SELECT ARRAY[token, 'departement-' || n.department_id, 'region-' || d.region_id]
        FROM places_intercommunality n LEFT JOIN places_department d ON d.code = n.department_id
        WHERE n.code = split_part(token, '-', 2))
    WHEN 'departement' THEN (
        SELECT ARRAY[token, 'region-' || d.region_id] FROM places_department d WHERE d.code = split_part(token, '-', 2))
    ELSE ARRAY[token] END, NULL)
$$;

-- Writes again the listings of these actors; idempotent, and touches nothing where nothing changed. With `declared`, the
-- initiatives that one side alone declares count too. Of those of an actor, the newest 2,000 are looked at.
CREATE FUNCTION initiatives_refresh_actors(ids bigint[], declared boolean) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = 'force_custom_plan' AS $$
BEGIN
    -- One writer at a time, as for the listings of initiatives.
    PERFORM pg_advisory_xact_lock(7202611);
    DELETE FROM initiatives_actorlisting AS l USING initiatives_actor AS a
        WHERE l.actor_id = ANY(ids) AND a.id = l.actor_id AND a.status <> 'published';
    INSERT INTO initiatives_actorlisting AS l (actor_id, name_key, words, keys)
    SELECT a.id, public.fold(a.name), ' ' || public.fold(concat_ws(' ', a.name, a.summary, skills.names)),
        ARRAY(SELECT DISTINCT key FROM unnest(
            ARRAY['type:' || a.kind] || coalesce(skills.keys, '{}')
            || coalesce(themes.keys, active.themes, '{}')
            || array_remove(ARRAY['commune-' || c.code, 'intercommunalite-' || c.intercommunality_id,
                'departement-' || c.department_id, 'region-' || d.region_id], NULL)
            || coalesce(initiatives_token_keys(nullif(a.territory, '')), '{}')
            || coalesce(active.places, '{}')) AS key ORDER BY key)
    FROM initiatives_actor a
    LEFT JOIN places_commune c ON c.code = a.commune_id
    LEFT JOIN places_department d ON d.code = c.department_id
    LEFT JOIN LATERAL (
        SELECT array_agg('tag:' || tag.id) AS keys, string_agg(tag.name, ' ' ORDER BY tag.key) AS names
        FROM initiatives_taggedactor t JOIN initiatives_tag tag ON tag.id = t.tag_id WHERE t.content_object_id = a.id
    ) AS skills ON true
    LEFT JOIN LATERAL (
        SELECT array_agg('theme:' || theme_id) AS keys FROM initiatives_actortheme WHERE actor_id = a.id
    ) AS themes ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT key) FILTER (WHERE key LIKE 'theme:%') AS themes,
            array_agg(DISTINCT key) FILTER (WHERE key NOT LIKE 'theme:%') AS places
        FROM (
            SELECT initiative_id FROM initiatives_participation
            WHERE actor_id = a.id AND (declared OR declared_by = 'both') ORDER BY id DESC LIMIT 2000
        ) AS part JOIN initiatives_listing USING (initiative_id), unnest(keys) AS key
        WHERE key ~ '^(theme:|(commune|intercommunalite|departement|region)-)'
    ) AS active ON true
    WHERE a.id = ANY(ids) AND a.status = 'published'
    ON CONFLICT (actor_id) DO UPDATE SET name_key = excluded.name_key, words = excluded.words, keys = excluded.keys
        WHERE (l.name_key, l.words, l.keys) IS DISTINCT FROM (excluded.name_key, excluded.words, excluded.keys);
END $$;

-- Writes again the listings of these initiatives, then those of the actors that they name, or named before.
CREATE FUNCTION initiatives_refresh_with_actors(ids bigint[], first_position int, declared boolean) RETURNS void
LANGUAGE plpgsql SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
    touched bigint[];
BEGIN
    -- A bulk load sets aside the index by which the initiatives of an actor are found.
    IF initiatives_in_bulk() THEN
        PERFORM initiatives_refresh(ids, first_position);
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(7202611);
    SELECT array_agg(substr(key, 8)::bigint) INTO touched
        FROM initiatives_listing, unnest(keys) AS key WHERE initiative_id = ANY(ids) AND key LIKE 'acteur:%';
    PERFORM initiatives_refresh(ids, first_position);
    SELECT array_agg(DISTINCT actor) INTO touched FROM (
        SELECT unnest(touched) AS actor
        UNION SELECT actor_id FROM initiatives_participation WHERE initiative_id = ANY(ids)) AS theirs;
    PERFORM initiatives_refresh_actors(touched, declared);
END $$;
