/* From the points of the tiles to targets that a finger can tell apart: those that would overlap become one.
   A target is {kind: "pin" | "spot" | "cluster", latitude, longitude, count, initiatives, parts, key}: `initiatives`
   are the entries known by name, `parts` the places of all that was merged. A spot is several entries at one place. */

const PIN_RADIUS = 23; // pixels
const PIN_LIFT = 24; // pixels from the tip of a pin up to the middle of its head
// Sizes of clusters, the classes d1 to d5 of map.css: the least count of each, and its radius in pixels, edge included.
const CLUSTERS = [
  [1, 25],
  [10, 27],
  [50, 30],
  [200, 34],
  [1000, 39],
];

/** Return the rank of a cluster's size by its count, from 1 to 5. */
export function sizeOf(count) {
  return CLUSTERS.filter(([least]) => count >= least).length;
}

/** Return the targets of tiles' answers; `project` gives the pixel {x, y} of [latitude, longitude], and `frame` says
    between which pixels {min, max} they matter. */
export function targetsOf(answers, project, { min, max }) {
  const isInside = ({ x, y }) => x >= min.x && x <= max.x && y >= min.y && y <= max.y;
  const places = stacked(answers).filter(({ latitude, longitude }) => isInside(project([latitude, longitude])));
  let targets = merge(places, project);
  for (let left = 8; left > 0; left--) {
    const fewer = merge(targets, project);
    if (fewer.length === targets.length) break;
    targets = fewer; // a merged target is larger: it may touch another
  }
  return targets.map(finished);
}

/** Return one loose target per place: clusters, and entries stacked where they share their very coordinates. */
function stacked(answers) {
  const places = new Map();
  for (const { clusters, initiatives } of answers) {
    for (const { lat, lon, count } of clusters) {
      add(places, { latitude: lat, longitude: lon, count, initiatives: [], clusters: 1 });
    }
    for (const entry of initiatives) {
      add(places, { latitude: entry.lat, longitude: entry.lon, count: 1, initiatives: [entry], clusters: 0 });
    }
  }
  return [...places.values()];
}

function add(places, target) {
  const key = `${target.latitude},${target.longitude}`;
  const there = places.get(key);
  if (!there) {
    places.set(key, { ...target, parts: [[target.latitude, target.longitude]] });
    return;
  }
  there.count += target.count;
  there.clusters += target.clusters;
  there.initiatives.push(...target.initiatives);
}

/** Return the targets once merged greedily, the largest first; ties go by place, so that the result is stable. */
function merge(targets, project) {
  const order = [...targets].sort(
    (a, b) => b.count - a.count || b.latitude - a.latitude || a.longitude - b.longitude,
  );
  const kept = new Discs();
  for (const target of order) {
    const disc = discOf(target, project);
    const near = kept.touching(disc);
    if (near) near.members.push(target);
    else kept.add({ disc, rank: kept.size, members: [target] });
  }
  return kept.all.map(({ members }) => joined(members));
}

/** Discs {disc, rank…} in a grid of squares as wide as the widest: those that touch one are in the nine around it. */
class Discs {
  static #SIDE = 2 * CLUSTERS.at(-1)[1];
  #squares = new Map(); // "column row" → discs
  all = [];

  get size() {
    return this.all.length;
  }

  add(entry) {
    this.all.push(entry);
    const key = `${Discs.#index(entry.disc.x)} ${Discs.#index(entry.disc.y)}`;
    if (this.#squares.has(key)) this.#squares.get(key).push(entry);
    else this.#squares.set(key, [entry]);
  }

  /** Return the first disc added of those that overlap this one, or null. */
  touching({ x, y, radius }) {
    let first = null;
    const [column, row] = [Discs.#index(x), Discs.#index(y)];
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        for (const entry of this.#squares.get(`${i} ${j}`) ?? []) {
          const { disc } = entry;
          const reach = disc.radius + radius;
          const overlaps = (disc.x - x) ** 2 + (disc.y - y) ** 2 < reach ** 2;
          if (overlaps && (!first || entry.rank < first.rank)) first = entry;
        }
      }
    }
    return first;
  }

  static #index(pixels) {
    return Math.floor(pixels / Discs.#SIDE);
  }
}

/** Return the disc {x, y, radius} in pixels that a target covers. */
export function discOf(target, project) {
  const { x, y } = project([target.latitude, target.longitude]);
  return isPin(target)
    ? { x, y: y - PIN_LIFT, radius: PIN_RADIUS }
    : { x, y, radius: CLUSTERS[sizeOf(target.count) - 1][1] };
}

function isPin(target) {
  return target.count === 1 && target.initiatives.length === 1;
}

function joined(members) {
  if (members.length === 1) return members[0];
  const count = members.reduce((sum, member) => sum + member.count, 0);
  const mean = (name) => members.reduce((sum, member) => sum + member[name] * member.count, 0) / count;
  return {
    count,
    latitude: mean("latitude"),
    longitude: mean("longitude"),
    clusters: members.reduce((sum, member) => sum + member.clusters, 0),
    initiatives: members.flatMap((member) => member.initiatives),
    parts: members.flatMap((member) => member.parts),
  };
}

function finished(target) {
  const { latitude, longitude, count } = target;
  const place = `${latitude.toFixed(6)},${longitude.toFixed(6)}`;
  if (isPin(target)) return { ...target, kind: "pin", key: `pin ${target.initiatives[0].slug} ${place}` };
  const kind = target.parts.length === 1 && target.clusters === 0 ? "spot" : "cluster";
  return { ...target, kind, key: `${kind} ${place} ${count}` };
}
