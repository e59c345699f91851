-- As 0006, but for the actors: what one side alone declares is in listings, pins and cards only if the one row of
-- `initiatives_projectionrule` says so; who alone says to lead an initiative is not on its card.

INSERT INTO initiatives_projectionrule (id, shows_declared) VALUES (1, true);

-- Writes again listings and pins of these initiatives; idempotent. A sheet keeps the position that it has; new ones take
-- the next, in the order of their publication, or those from `first_position` on, which a bulk load has reserved.
-- Planned for each call: a plan for any number of sheets would read whole tables for one, or search them for thousands.
CREATE OR REPLACE FUNCTION initiatives_refresh(ids bigint[], first_position int DEFAULT NULL) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = 'force_custom_plan' AS $$
DECLARE
    known bigint[];
    positions int[];
BEGIN
    -- One writer at a time: two publications that touch the same counts cannot wait for each other in a circle.
    -- Bulk loads touch none, and go side by side.
    IF initiatives_in_bulk() THEN
        PERFORM pg_advisory_xact_lock_shared(7202611);
    ELSE
        PERFORM pg_advisory_xact_lock(7202611);
    END IF;
    SELECT array_agg(initiative_id), array_agg(position) INTO known, positions
        FROM initiatives_listing WHERE initiative_id = ANY(ids);
    DELETE FROM initiatives_listing WHERE initiative_id = ANY(known);
    DELETE FROM initiatives_pin WHERE initiative_id = ANY(ids);

    WITH refreshing AS MATERIALIZED (
        SELECT id, main_theme_id, published_at FROM initiatives_initiative WHERE id = ANY(ids) AND status = 'published'
    ), themes AS MATERIALIZED (
        SELECT id, array_agg(theme) AS themes, array_agg('theme:' || theme) AS keys FROM (
            SELECT id, main_theme_id AS theme FROM refreshing
            UNION SELECT r.id, t.theme_id FROM refreshing r JOIN initiatives_initiativetheme t ON t.initiative_id = r.id
        ) AS each_theme GROUP BY id
    ), tags AS MATERIALIZED (
        SELECT r.id, array_agg('tag:' || tag.id) AS keys, string_agg(tag.name, ' ') AS names
        FROM refreshing r JOIN initiatives_taggedinitiative t ON t.content_object_id = r.id
        JOIN initiatives_tag tag ON tag.id = t.tag_id GROUP BY r.id
    ), actors AS MATERIALIZED (
        SELECT r.id,
            array_agg(DISTINCT 'acteur:' || a.id)
                || array_agg(DISTINCT 'type:' || a.kind) FILTER (WHERE p.role = 'porte' AND p.declared_by <> 'subject') AS keys,
            string_agg(DISTINCT a.name, ' ') AS names,
            jsonb_agg(a.name ORDER BY p.id) FILTER (WHERE p.role = 'porte' AND p.declared_by <> 'subject') AS leaders
        FROM refreshing r JOIN initiatives_participation p ON p.initiative_id = r.id
        JOIN initiatives_actor a ON a.id = p.actor_id
        WHERE a.status = 'published'
            AND (p.declared_by = 'both' OR coalesce((SELECT shows_declared FROM initiatives_projectionrule), true)) GROUP BY r.id
    ), places AS MATERIALIZED (
        SELECT r.id, l.id AS location, l.kind, initiatives_territory_keys(l) AS keys, l.cell, l.latitude, l.longitude,
            coalesce(l.department_id, '') AS department, c.latitude AS near_latitude, c.longitude AS near_longitude,
            concat_ws(' ', l.address, c.name, array_to_string(c.postcodes, ' '), n.name, d.name, g.name,
                CASE l.kind WHEN 'online' THEN 'en ligne' WHEN 'national' THEN 'France' END) AS names,
            CASE WHEN c.code IS NOT NULL THEN c.name || ' (' || c.department_id || ')'
                WHEN l.kind = 'online' THEN 'En ligne' WHEN l.kind = 'national' THEN 'Toute la France'
                ELSE coalesce(n.name, d.name, g.name, 'Itinérante') END AS label
        FROM refreshing r JOIN initiatives_location l ON l.initiative_id = r.id
        LEFT JOIN places_commune c ON c.code = l.commune_id
        LEFT JOIN places_intercommunality n ON n.code = l.intercommunality_id
        LEFT JOIN places_department d ON d.code = l.department_id
        LEFT JOIN places_region g ON g.code = l.region_id
    ), located AS MATERIALIZED (
        SELECT id, bool_or(kind = 'point') AS is_drawn, string_agg(DISTINCT names, ' ') AS names,
            jsonb_agg(label ORDER BY location) AS labels
        FROM places GROUP BY id
    ), territories AS MATERIALIZED (
        SELECT id, array_agg(DISTINCT key) AS keys FROM places, unnest(keys) AS key GROUP BY id
    ), photos AS MATERIALIZED (
        SELECT DISTINCT ON (r.id) r.id, jsonb_build_object('token', p.token, 'width', p.width, 'height', p.height,
            'alt', p.alt) AS photo
        FROM refreshing r JOIN initiatives_initiative_photos t ON t.initiative_id = r.id
        JOIN photos_photo p ON p.id = t.photo_id ORDER BY r.id, p.rank, p.id
    ), listed AS MATERIALIZED (
        SELECT i.id, th.themes, ARRAY['*', 'avancement:' || i.stage, 'echelle:' || i.scale] || th.keys
                || coalesce(tg.keys, '{}') || coalesce(ac.keys, '{}')
                || CASE WHEN i.verified_at IS NULL THEN '{}' ELSE ARRAY['verifiee'] END AS own,
            coalesce(te.keys, '{}') || CASE WHEN coalesce(lo.is_drawn, false) THEN '{}' ELSE ARRAY['sans-point'] END
                AS places,
            coalesce(k.position, first_position + r.rank, nextval('initiatives_position'))::int AS position,
            i.title, i.summary, i.description, i.carried_by, i.published_at,
            tg.names AS tags, ac.names AS actors, lo.names AS place_names,
            jsonb_build_object('places', coalesce(lo.labels, '[]'), 'leaders', coalesce(ac.leaders, '[]'),
                'photo', ph.photo) AS card
        FROM (SELECT *, row_number() OVER (ORDER BY published_at, id) - 1 AS rank FROM refreshing) AS r
        JOIN initiatives_initiative i USING (id) JOIN themes th USING (id)
        LEFT JOIN unnest(known, positions) AS k (id, position) USING (id)
        LEFT JOIN tags tg USING (id) LEFT JOIN actors ac USING (id) LEFT JOIN located lo USING (id)
        LEFT JOIN territories te USING (id)
        LEFT JOIN photos ph USING (id)
    ), pinned AS (
        INSERT INTO initiatives_pin
            (location_id, initiative_id, position, drawn, cell, department, themes, keys, latitude_e6, longitude_e6)
        SELECT p.location, p.id, f.position, p.kind = 'point',
            coalesce(p.cell, morton28(p.near_latitude, p.near_longitude)), p.department, f.themes, f.own || p.keys,
            round(coalesce(p.latitude, p.near_latitude) * 1e6)::int,
            round(coalesce(p.longitude, p.near_longitude) * 1e6)::int
        FROM places p JOIN listed f USING (id)
        WHERE coalesce(p.latitude, p.near_latitude) IS NOT NULL
    )
    INSERT INTO initiatives_listing (initiative_id, position, keys, search, title_key, published_at, card)
    SELECT f.id, f.position, f.own || f.places,
        setweight(initiatives_vector(f.title), 'A')
        || setweight(initiatives_vector(concat_ws(' ', f.tags, f.actors, f.carried_by)), 'B')
        || setweight(initiatives_vector(concat_ws(' ', f.summary, f.place_names)), 'C')
        || setweight(initiatives_vector(f.description), 'D'),
        fold(f.title), f.published_at, f.card
    FROM listed AS f;
END $$;
