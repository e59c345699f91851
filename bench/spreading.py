"""Meetings, analyses, what partners publish and subscriptions of a database: made by SQL, beside its trial sheets.

Everything stands on initiatives that are there already, their words and their places: a meeting for each fifteenth of
them, an analysis too, a subscription for each thirtieth. The same rows for the same sheets; only days are counted from
the day when they are made, so that one half is over and the other half to come. They are made again when that is long
ago.
"""

import json
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg

MARKER = "spreading.json"  # beside the database; written last
FORM = 1  # another one makes the rows again
LASTS = timedelta(days=60)  # from the first day: then too few meetings are still to come
MEETINGS, ANALYSES, ENTRIES, SUBSCRIPTIONS = 15, 15, 500, 30  # one for so many sheets
LEAST = 60  # of each, on a site of a few sheets
STEP = 12  # among so many initiatives, one is taken that has a commune: some have none

_EMPTY = """
SET CONSTRAINTS ALL IMMEDIATE;
TRUNCATE events_event, articles_article, articles_feedentry, newsletter_subscription, newsletter_delivery CASCADE;
DELETE FROM articles_partnerfeed WHERE feed_url LIKE 'https://essai-%';
"""

# What all is made of: initiatives spread over the table, with where they are, their neighbours' words and an actor.
_SOURCE = """
CREATE TEMP TABLE source AS
WITH picked AS MATERIALIZED (
    SELECT i.id, i.title, i.summary, i.description, i.main_theme_id AS theme, l.commune_id,
        row_number() OVER (ORDER BY i.id) AS n
    FROM initiatives_initiative i
    JOIN LATERAL (SELECT commune_id FROM initiatives_location WHERE initiative_id = i.id ORDER BY id LIMIT 1) l ON true
    WHERE i.status = 'published' AND i.slug LIKE 'essai-%%' AND i.id %% %(step)s = 0 AND l.commune_id IS NOT NULL
    ORDER BY i.id LIMIT %(size)s
)
SELECT s.n::int AS n, s.id, s.title, s.summary, s.description, s.theme, c.code, c.latitude, c.longitude, c.population,
    array_remove(ARRAY['commune-' || c.code, 'departement-' || c.department_id, 'region-' || d.region_id,
        'intercommunalite-' || c.intercommunality_id], NULL)::varchar(40)[] AS places,
    ARRAY['departement-' || c.department_id, 'region-' || d.region_id]::varchar(40)[] AS wide,
    (SELECT p.actor_id FROM initiatives_participation p WHERE p.initiative_id = s.id ORDER BY p.id LIMIT 1) AS actor,
    -- Spread without a pattern, the same each time.
    (abs(hashint8(s.id)) %% 10000)::int AS drawn
FROM picked s JOIN places_commune c ON c.code = s.commune_id JOIN places_department d ON d.code = c.department_id;
CREATE INDEX ON source (n);
ANALYZE source;
"""

# One in ten comes each week, 26 times; one in twenty is online only, another one too; one in fifty is cancelled.
_EVENTS = """
INSERT INTO events_event (status, created_at, updated_at, queued_at, published_at, refusal_reason, reminders,
    is_example, title, slug, summary, description, day, starts, end_day, ends, time_zone, rhythm, times, cancelled_days,
    venue, address, online_url, organised_by, link, price, access, is_cancelled, over_at, keys,
    near_latitude, near_longitude, sequence,
    said, commune_id)
SELECT 'published', at, at, at, at, '', 0, false,
    left('Rencontre : ' || title, 120), 'essai-rencontre-' || n, left(summary, 280), description, day, starts, day,
    starts + interval '2 hours', 'Europe/Paris', CASE WHEN again THEN 'semaine' ELSE 'une-fois' END,
    CASE WHEN again THEN 26 END, '{}', CASE WHEN away THEN '' ELSE 'Salle des fêtes' END, '',
    CASE WHEN away OR n %% 20 = 1 THEN 'https://visio.example/' || n ELSE '' END, 'Essai', '', '', '', n %% 50 = 7,
    (day + starts + interval '2 hours' + CASE WHEN again THEN interval '25 weeks' ELSE interval '0' END)
        AT TIME ZONE 'Europe/Paris',
    ARRAY['theme:' || theme]::varchar(40)[] || CASE WHEN away THEN '{}' ELSE places END
        || CASE WHEN away OR n %% 20 = 1 THEN ARRAY['en-ligne'] ELSE '{}' END::varchar(40)[],
    CASE WHEN away THEN NULL ELSE latitude END, CASE WHEN away THEN NULL ELSE longitude END, 1, md5(n::text),
    CASE WHEN away THEN NULL ELSE code END
FROM (
    SELECT *, n %% 10 = 3 AS again, n %% 20 = 0 AS away, %(today)s::date + (drawn %% 361 - 180) AS day,
        make_time(9 + n %% 11, 0, 0) AS starts, %(today)s::timestamptz - make_interval(mins => 3 * n) AS at
    FROM source WHERE n <= %(meetings)s
) s;
CREATE TEMP TABLE held AS SELECT e.id AS event, e.day, e.starts, e.times, e.is_cancelled, s.* FROM source s
    JOIN events_event e ON e.slug = 'essai-rencontre-' || s.n;
INSERT INTO events_occurrence (event_id, day, starts_at, ends_at, is_cancelled)
SELECT event, day + 7 * week, (day + 7 * week + starts) AT TIME ZONE 'Europe/Paris',
    (day + 7 * week + starts + interval '2 hours') AT TIME ZONE 'Europe/Paris', false
FROM held, generate_series(0, coalesce(times, 1) - 1) week ORDER BY 3;
INSERT INTO events_event_themes (event_id, theme_id) SELECT event, theme FROM held;
INSERT INTO events_event_initiatives (event_id, initiative_id) SELECT event, id FROM held;
INSERT INTO events_event_organisers (event_id, actor_id) SELECT event, actor FROM held WHERE actor IS NOT NULL;
"""

# Half of them name no territory: they lie where their initiative does; one in ten tells of a meeting; one in twenty
# is long.
_ARTICLES = """
INSERT INTO articles_article (status, created_at, updated_at, queued_at, published_at, refusal_reason, reminders,
    is_example, title, slug, kind, summary, text, signed_by, licence, territory, is_open, keys)
SELECT 'published', at, at, at, at, '', 0, false, left('Ce que nous avons appris : ' || title, 150),
    'essai-analyse-' || n,
    (ARRAY['retour', 'portrait', 'methode', 'analyse', 'compte-rendu'])[1 + n %% 5], left(summary, 280),
    (SELECT string_agg('## ' || o.title || E'\n\n' || o.description, E'\n\n' ORDER BY o.n) FROM source o
        WHERE o.n BETWEEN s.n AND s.n + CASE WHEN s.n %% 20 = 0 THEN 40 ELSE 4 END),
    '', 'CC BY-SA 4.0', CASE n %% 4 WHEN 0 THEN places[1] WHEN 1 THEN wide[1] ELSE '' END, false,
    ARRAY['theme:' || theme]::varchar(40)[] || CASE n %% 4 WHEN 1 THEN wide ELSE places END
FROM (SELECT *, %(today)s::timestamptz - make_interval(mins => 15 * n) AS at FROM source WHERE n <= %(analyses)s) s;
CREATE TEMP TABLE written AS SELECT a.id AS article, s.* FROM source s
    JOIN articles_article a ON a.slug = 'essai-analyse-' || s.n;
INSERT INTO articles_article_themes (article_id, theme_id) SELECT article, theme FROM written;
INSERT INTO articles_article_initiatives (article_id, initiative_id) SELECT article, id FROM written;
INSERT INTO articles_article_authors (article_id, actor_id) SELECT article, actor FROM written WHERE actor IS NOT NULL;
INSERT INTO articles_article_events (article_id, event_id)
SELECT w.article, h.event FROM written w JOIN held h USING (n) WHERE n %% 10 = 4;
INSERT INTO articles_partnerfeed (name, site_url, feed_url, territory, holders, is_trusted, is_active, consent_note,
    created_at, next_visit_at, failures, last_error, etag, last_modified)
SELECT 'Site partenaire ' || n, 'https://essai-' || n || '.example/', 'https://essai-' || n || '.example/flux', '',
    '{}', true, false, 'Essai', now(), now(), 0, '', '', '' FROM generate_series(1, 10) n;
INSERT INTO articles_feedentry (feed_id, state, title, link, excerpt, published_at, seen_at, guid, link_key, territory,
    holders)
SELECT f.id, CASE WHEN n %% 15 = 0 THEN 'waiting' ELSE 'shown' END, left(s.title, 100), f.site_url || n,
    left(summary, 250), %(today)s::timestamptz - make_interval(hours => n), now(), md5(f.id || '-' || n),
    md5(f.site_url || n), wide[1], wide
FROM source s JOIN articles_partnerfeed f ON f.feed_url = 'https://essai-' || (1 + n %% 10) || '.example/flux'
WHERE n <= %(entries)s;
INSERT INTO articles_feedentry_themes (feedentry_id, theme_id)
SELECT e.id, s.theme FROM source s
    JOIN articles_feedentry e ON e.link = 'https://essai-' || (1 + n %% 10) || '.example/' || n WHERE n <= %(entries)s;
"""

# One in three wants one commune, others a department or a region, one in ten everything; two in five also a theme.
_SUBSCRIPTIONS = """
INSERT INTO contributors_contributor (email, name, created_at, confirmed_at)
SELECT 'essai-' || n || '@example.org', '', now(), now() FROM source WHERE n <= %(subscriptions)s
ON CONFLICT DO NOTHING;
CREATE TEMP TABLE persons AS SELECT c.id AS person, s.* FROM source s
    JOIN contributors_contributor c ON lower(c.email) = 'essai-' || s.n || '@example.org';
INSERT INTO newsletter_subscription (contributor_id, key, state, created_at, active_since, heard_at, territories,
    themes, kinds, rhythm)
SELECT person, left(md5('essai' || n), 16), CASE WHEN n %% 25 = 0 THEN 'paused' ELSE 'active' END,
    at, at, at, CASE WHEN n %% 10 = 0 THEN '{}' WHEN n %% 10 < 4 THEN places[1:1] WHEN n %% 10 < 7 THEN wide[1:1]
        ELSE wide[2:2] END, CASE WHEN drawn %% 5 < 2 THEN ARRAY[theme] ELSE '{}' END, '{}',
    CASE WHEN n %% 5 = 0 THEN 'monthly' ELSE 'weekly' END
FROM (SELECT *, %(today)s::timestamptz - interval '90 days' AS at FROM persons) p;
INSERT INTO events_registering (event_id, is_open, capacity, closes_before)
SELECT event, true, 4 + drawn %% 40, 0 FROM held WHERE n %% 5 = 2;
INSERT INTO events_registration (event_id, occurrence_id, starts_at, ends_at, told_where, person_id, name, people,
    brings, seeks, shares, may_be_written, by_hand, state, consent_version, created_at, confirmed_at, cancelled_by)
SELECT h.event, o.id, o.starts_at, o.ends_at, '', p.person, 'Personne ' || p.n, 1 + k %% 2, 'Un gâteau', '', true,
    true, false, CASE WHEN k < 4 THEN 'confirmed' ELSE 'waiting' END, '', now(), now(), ''
FROM held h
JOIN LATERAL (SELECT * FROM events_occurrence WHERE event_id = h.event ORDER BY starts_at DESC LIMIT 1) o ON true
CROSS JOIN generate_series(0, 4) k JOIN persons p ON p.n = 1 + (h.n * 5 + k) %% %(subscriptions)s WHERE h.n %% 5 = 2;
"""
_TABLES = (
    "events_event, events_occurrence, events_event_themes, events_event_initiatives, events_event_organisers, "
    "events_registering, events_registration, articles_article, articles_article_themes, articles_article_initiatives, "
    "articles_article_authors, articles_article_events, articles_partnerfeed, articles_feedentry, "
    "articles_feedentry_themes, contributors_contributor, newsletter_subscription, newsletter_delivery"
)


def fill(connection: psycopg.Connection, sheets: int, folder: Path) -> None:
    """Make them for a database of so many trial sheets, unless they are there; `folder` keeps that they are.

    `connection` commits each statement by itself.
    """
    today = _today(connection)
    if not is_wanted(folder, today):
        return
    print(f"Making meetings, analyses and subscriptions beside {sheets:,} sheets …", flush=True)
    start = time.monotonic()
    sizes = {
        "meetings": max(LEAST, sheets // MEETINGS),
        "analyses": max(LEAST, sheets // ANALYSES),
        "entries": max(LEAST, sheets // ENTRIES),
        "subscriptions": max(LEAST, sheets // SUBSCRIPTIONS),
    }
    make(connection, sizes, today)
    connection.execute(f"VACUUM ANALYZE {_TABLES}")
    noted = sizes | {"form": FORM, "day": today.isoformat(), "seconds": round(time.monotonic() - start, 1)}
    (folder / MARKER).write_text(json.dumps(noted, indent=2))


def is_wanted(folder: Path, today: date) -> bool:
    """Whether they are to be made: they are not there, or of another form, or too long ago."""
    marker = folder / MARKER
    if not marker.exists():
        return True
    noted = json.loads(marker.read_text())
    return bool(noted["form"] != FORM or date.fromisoformat(noted["day"]) + LASTS < today)


def make(connection: psycopg.Connection, sizes: dict[str, int], today: date, step: int = STEP) -> None:
    """Make so many of each, in place of all that there are, in one transaction; of each `step` initiatives, one."""
    values = sizes | {"size": max(sizes.values()), "today": today, "step": step}
    with connection.transaction():
        for statements in (_EMPTY, _SOURCE, _EVENTS, _ARTICLES, _SUBSCRIPTIONS):
            for statement in filter(str.strip, statements.split(";\n")):
                connection.execute(statement, values if "%(" in statement or "%%" in statement else None)
        connection.execute("DROP TABLE source, held, written, persons")


def _today(connection: psycopg.Connection) -> date:
    ((today,),) = connection.execute("SELECT current_date").fetchall()
    found: date = today
    return found
