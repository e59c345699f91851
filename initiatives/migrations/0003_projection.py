"""What keeps the public tables true: the places of a location, listings, pins and counts, all in SQL.

`initiatives_refresh(ids)` alone writes listings and pins; triggers on these two keep the counts, in the same
transaction. A bulk load calls it once with many ids: everything in it works on sets.
"""

from django.db import migrations

SEARCH = """
-- Texts and queries both go through fold() first, so that accents, hyphens and apostrophes never matter.
CREATE TEXT SEARCH CONFIGURATION french_folded (COPY = pg_catalog.french);
"""

PLACES = """
CREATE FUNCTION initiatives_location_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.commune_id IS NOT NULL THEN
        SELECT department_id, intercommunality_id INTO NEW.department_id, NEW.intercommunality_id
        FROM places_commune WHERE code = NEW.commune_id;
    ELSIF NEW.intercommunality_id IS NOT NULL THEN
        SELECT department_id INTO NEW.department_id
        FROM places_intercommunality WHERE code = NEW.intercommunality_id;
    END IF;
    IF NEW.department_id IS NOT NULL THEN
        SELECT region_id INTO NEW.region_id FROM places_department WHERE code = NEW.department_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER initiatives_location_places BEFORE INSERT OR UPDATE ON initiatives_location
    FOR EACH ROW EXECUTE FUNCTION initiatives_location_places();
"""

COUNTS = """
CREATE FUNCTION initiatives_listing_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO initiatives_keycount AS k (key, count)
        SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key ORDER BY key
        ON CONFLICT (key) DO UPDATE SET count = k.count + excluded.count;
    RETURN NULL;
END $$;
CREATE FUNCTION initiatives_listing_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE initiatives_keycount AS k SET count = k.count - gone.count
        FROM (SELECT key, count(*) FROM changed, unnest(keys) AS key GROUP BY key) AS gone
        WHERE k.key = gone.key;
    DELETE FROM initiatives_keycount
        WHERE count = 0 AND key IN (SELECT key FROM changed, unnest(keys) AS key);
    RETURN NULL;
END $$;
CREATE TRIGGER initiatives_listing_added AFTER INSERT ON initiatives_listing
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_listing_added();
CREATE TRIGGER initiatives_listing_removed AFTER DELETE ON initiatives_listing
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_listing_removed();

-- 28 - 12 = 16 levels, two bits each: the zoom-12 cell of a pin.
CREATE FUNCTION initiatives_pin_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO initiatives_cellcount AS c (cell, department, theme, count, latitude_sum, longitude_sum)
        SELECT (cell >> 32)::int, department, theme, count(*), sum(latitude_e6), sum(longitude_e6)
        FROM changed, unnest(0::bigint || themes) AS theme GROUP BY 1, 2, 3 ORDER BY 3, 1, 2
        ON CONFLICT (theme, cell, department) DO UPDATE SET count = c.count + excluded.count,
            latitude_sum = c.latitude_sum + excluded.latitude_sum,
            longitude_sum = c.longitude_sum + excluded.longitude_sum;
    RETURN NULL;
END $$;
CREATE FUNCTION initiatives_pin_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE initiatives_cellcount AS c SET count = c.count - gone.count,
            latitude_sum = c.latitude_sum - gone.latitude_sum, longitude_sum = c.longitude_sum - gone.longitude_sum
        FROM (SELECT (cell >> 32)::int AS cell, department, theme, count(*) AS count,
                     sum(latitude_e6) AS latitude_sum, sum(longitude_e6) AS longitude_sum
              FROM changed, unnest(0::bigint || themes) AS theme GROUP BY 1, 2, 3) AS gone
        WHERE c.theme = gone.theme AND c.cell = gone.cell AND c.department = gone.department;
    DELETE FROM initiatives_cellcount AS c
        USING (SELECT DISTINCT (cell >> 32)::int AS cell FROM changed) AS gone
        WHERE c.cell = gone.cell AND c.count = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER initiatives_pin_added AFTER INSERT ON initiatives_pin
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_pin_added();
CREATE TRIGGER initiatives_pin_removed AFTER DELETE ON initiatives_pin
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION initiatives_pin_removed();
"""

REFRESH = """
-- The territories of a location as keys, the place itself and all that hold it.
CREATE FUNCTION initiatives_territory_keys(l initiatives_location) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(ARRAY[
        'commune-' || l.commune_id, 'intercommunalite-' || l.intercommunality_id,
        'departement-' || l.department_id, 'region-' || l.region_id,
        CASE WHEN l.commune_id IS NULL THEN 'sur:' || coalesce(
            'intercommunalite-' || l.intercommunality_id, 'departement-' || l.department_id, 'region-' || l.region_id,
            CASE l.kind WHEN 'national' THEN 'national' WHEN 'online' THEN 'en-ligne' END) END
    ], NULL)
$$;

CREATE FUNCTION initiatives_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- One writer at a time: two publications that touch the same counts cannot wait for each other in a circle.
    PERFORM pg_advisory_xact_lock(7202611);
    DELETE FROM initiatives_listing WHERE initiative_id = ANY(ids);
    DELETE FROM initiatives_pin WHERE initiative_id = ANY(ids);

    WITH refreshing AS MATERIALIZED (
    SELECT i.id,
        th.themes,
        ARRAY['*', 'avancement:' || i.stage, 'echelle:' || i.scale] || th.keys
            || coalesce(tg.keys, '{}') || coalesce(ac.keys, '{}')
            || CASE WHEN i.verified_at IS NULL THEN '{}' ELSE ARRAY['verifiee'] END AS own,
        coalesce(lo.keys, '{}') || CASE WHEN coalesce(lo.points, 0) = 0 THEN ARRAY['sans-point'] ELSE '{}' END
            AS places,
        tg.names AS tags, ac.names AS actors, lo.names AS place_names
    FROM initiatives_initiative i
    CROSS JOIN LATERAL (
        SELECT array_agg(t) AS themes, array_agg('theme:' || t) AS keys FROM (
            SELECT i.main_theme_id AS t
            UNION SELECT theme_id FROM initiatives_initiativetheme WHERE initiative_id = i.id) AS all_themes
    ) AS th
    LEFT JOIN LATERAL (
        SELECT array_agg('tag:' || tag_id) AS keys, string_agg(tag.name, ' ') AS names
        FROM initiatives_taggedinitiative tt JOIN initiatives_tag tag ON tag.id = tt.tag_id
        WHERE tt.content_object_id = i.id
    ) AS tg ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT 'acteur:' || a.id)
                || array_agg(DISTINCT 'type:' || a.kind) FILTER (WHERE p.role = 'porte') AS keys,
            string_agg(DISTINCT a.name, ' ') AS names
        FROM initiatives_participation p JOIN initiatives_actor a ON a.id = p.actor_id
        WHERE p.initiative_id = i.id AND a.status = 'published'
    ) AS ac ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT key) AS keys, max(points) AS points, string_agg(DISTINCT names, ' ') AS names
        FROM (
            SELECT token AS key, count(*) FILTER (WHERE l.kind = 'point') OVER () AS points,
                concat_ws(' ', l.address, c.name, array_to_string(c.postcodes, ' '), n.name, d.name, r.name,
                    CASE l.kind WHEN 'online' THEN 'en ligne' WHEN 'national' THEN 'France' END) AS names
            FROM initiatives_location l
            LEFT JOIN LATERAL unnest(initiatives_territory_keys(l)) AS token ON true
            LEFT JOIN places_commune c ON c.code = l.commune_id
            LEFT JOIN places_intercommunality n ON n.code = l.intercommunality_id
            LEFT JOIN places_department d ON d.code = l.department_id
            LEFT JOIN places_region r ON r.code = l.region_id
            WHERE l.initiative_id = i.id) AS each_location
    ) AS lo ON true
    WHERE i.id = ANY(ids) AND i.status = 'published'
    ), listed AS (
    INSERT INTO initiatives_listing (initiative_id, keys, search, title_key, published_at)
    SELECT i.id, array_remove(f.own || f.places, NULL),
        setweight(to_tsvector('french_folded', fold(i.title)), 'A')
        || setweight(to_tsvector('french_folded', fold(concat_ws(' ', f.tags, f.actors, i.carried_by))), 'B')
        || setweight(to_tsvector('french_folded', fold(concat_ws(' ', i.summary, f.place_names))), 'C')
        || setweight(to_tsvector('french_folded', fold(i.description)), 'D'),
        fold(i.title), i.published_at
    FROM refreshing f JOIN initiatives_initiative i USING (id)
    )
    INSERT INTO initiatives_pin
        (location_id, initiative_id, cell, department, themes, keys, latitude_e6, longitude_e6)
    SELECT l.id, f.id, l.cell, coalesce(l.department_id, ''), f.themes,
        f.own || initiatives_territory_keys(l),
        round(l.latitude * 1e6)::int, round(l.longitude * 1e6)::int
    FROM refreshing f JOIN initiatives_location l ON l.initiative_id = f.id
    WHERE l.kind = 'point';
END $$;
"""

UNDO = """
DROP FUNCTION initiatives_refresh; DROP FUNCTION initiatives_territory_keys;
DROP TRIGGER initiatives_pin_removed ON initiatives_pin; DROP TRIGGER initiatives_pin_added ON initiatives_pin;
DROP TRIGGER initiatives_listing_removed ON initiatives_listing;
DROP TRIGGER initiatives_listing_added ON initiatives_listing;
DROP TRIGGER initiatives_location_places ON initiatives_location;
DROP FUNCTION initiatives_pin_removed; DROP FUNCTION initiatives_pin_added;
DROP FUNCTION initiatives_listing_removed; DROP FUNCTION initiatives_listing_added;
DROP FUNCTION initiatives_location_places; DROP TEXT SEARCH CONFIGURATION french_folded;
"""


class Migration(migrations.Migration):
    """Adds the functions and triggers behind `initiatives.models.listing`."""

    dependencies = [("initiatives", "0002_models")]
    operations = [migrations.RunSQL(SEARCH + PLACES + COUNTS + REFRESH, UNDO)]
