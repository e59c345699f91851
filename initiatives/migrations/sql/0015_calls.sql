-- What initiatives look for, as keys of their listings: `appel:personnes` for an open call of this kind, `appel:1` for any.

-- The initiatives, of these, that have published calls: their keys, and the kinds for their cards. Whether a call is
-- over, the site says: just after midnight a job archives those that are, and refreshes their initiatives.
CREATE FUNCTION initiatives_call_keys(ids bigint[]) RETURNS TABLE (id bigint, keys text[], kinds jsonb)
LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    SELECT c.initiative_id, array_agg(DISTINCT 'appel:' || c.kind) || ARRAY['appel:1'], jsonb_agg(DISTINCT c.kind)
    FROM initiatives_call AS c
    WHERE c.initiative_id = ANY(ids) AND c.status = 'published'
    GROUP BY c.initiative_id;
END;

-- As in 0006, with calls: lists offer to filter by them.
CREATE OR REPLACE FUNCTION initiatives_is_offered(within text, key text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN split_part(key, ':', 1) IN ('theme', 'tag', 'type', 'avancement', 'echelle', 'verifiee', 'appel')
    OR (split_part(key, '-', 1) IN ('region', 'departement') AND split_part(within, '-', 1) NOT IN
        ('region', 'departement', 'intercommunalite', 'commune'));

-- Kept as bits however few there are, as verified sheets are: every list offers them.
INSERT INTO initiatives_frequentkey (key, has_pairs, is_plain)
    SELECT 'appel:' || kind, true, true
    FROM unnest(ARRAY['1', 'personnes', 'competences', 'lieu', 'materiel', 'argent', 'temoignages']) AS kind
    ON CONFLICT (key) DO NOTHING;
