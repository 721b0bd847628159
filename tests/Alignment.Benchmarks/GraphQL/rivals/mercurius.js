// Fastify, Mercurius with its JIT, pg: prepared statements written by hand, and loaders. Started as "node mercurius.js PORT CONNECTION-URL".
import Fastify from "fastify";
import mercurius from "mercurius";
import pg from "pg";

const [port, connectionString] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 20 });
const names = new Map();

async function query(text, values) {
  if (!names.has(text)) names.set(text, `q${names.size}`);
  return (await pool.query({ name: names.get(text), text, values })).rows;
}

const schema = `
  type Persona { key: String name: String }
  type Stage { key: String name: String }
  type Content { id: ID title: String }
  type Engagement { position: Int type: String at: String content: Content }
  type HandOff { id: ID offeredAt: String state: String }
  type Lead {
    id: ID email: String name: String company: String total: Float decision: String
    persona: Persona stage: Stage engagements(first: Int): [Engagement] lastEngagement: Engagement lastHandOff: HandOff
  }
  type Page { nodes: [Lead] hasNextPage: Boolean endCursor: String }
  type Query { lead(id: ID!): Lead workQueue(personaKey: String!, stageKey: String!, after: String): Page }`;

const leadColumns = `l.id, l.contact_email AS email, l.contact_name AS name, l.contact_company AS company, l.persona_key, s.total, s.decision, s.stage_key`;

const resolvers = {
  Query: {
    lead: async (_, { id }) =>
      (await query(`SELECT ${leadColumns} FROM leads l JOIN lead_standings s ON s.lead_id = l.id WHERE l.id = $1`, [id]))[0] ?? null,
    workQueue: async (_, { personaKey, stageKey, after }) => {
      const [total, id] = after ? Buffer.from(after, "base64").toString().split(":") : [Infinity, "ffffffff-ffff-ffff-ffff-ffffffffffff"];
      const nodes = await query(
        `SELECT ${leadColumns} FROM lead_standings s JOIN leads l ON l.id = s.lead_id
         WHERE s.persona_key = $1 AND s.stage_key = $2 AND s.status = 'Qualified' AND (s.total, s.lead_id) < ($3::float8, $4::uuid)
         ORDER BY s.total DESC, s.lead_id DESC LIMIT 51`,
        [personaKey, stageKey, total, id],
      );
      const hasNextPage = nodes.length > 50;
      if (hasNextPage) nodes.pop();
      const end = nodes.at(-1);
      return { nodes, hasNextPage, endCursor: end ? Buffer.from(`${end.total}:${end.id}`).toString("base64") : null };
    },
  },
  Lead: {
    engagements: (lead, { first }) =>
      query("SELECT position, type, at, content FROM engagements WHERE lead_id = $1 ORDER BY at DESC, position DESC LIMIT $2", [lead.id, first ?? 10]),
  },
};

// A loader that fetches each key once and hands the rows back in the order of the parents.
const byKey = (text, keyOf) => async (parents) => {
  const keys = [...new Set(parents.map(({ obj }) => keyOf(obj)))];
  const rows = new Map((await query(text, [keys])).map((row) => [row.loaded, row]));
  return parents.map(({ obj }) => rows.get(keyOf(obj)) ?? null);
};

const loaders = {
  Lead: {
    persona: byKey("SELECT key AS loaded, key, name FROM personas WHERE key = ANY($1)", (lead) => lead.persona_key),
    stage: byKey("SELECT key AS loaded, key, name FROM buying_stages WHERE key = ANY($1)", (lead) => lead.stage_key),
    lastEngagement: byKey(
      `SELECT l.id AS loaded, e.* FROM unnest($1::uuid[]) l(id) CROSS JOIN LATERAL
       (SELECT position, type, at, content FROM engagements WHERE lead_id = l.id ORDER BY at DESC, position DESC LIMIT 1) e`,
      (lead) => lead.id,
    ),
    lastHandOff: byKey(
      `SELECT l.id AS loaded, h.* FROM unnest($1::uuid[]) l(id) CROSS JOIN LATERAL
       (SELECT id, offered_at AS "offeredAt", state FROM hand_offs WHERE lead_id = l.id ORDER BY offered_at DESC LIMIT 1) h`,
      (lead) => lead.id,
    ),
  },
  Engagement: {
    content: byKey("SELECT external_id AS loaded, id, title FROM content_assets WHERE external_id = ANY($1)", (engagement) => engagement.content),
  },
};

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text);
const app = Fastify();
app.register(mercurius, { schema, resolvers, loaders, jit: 1, graphiql: false });
await app.listen({ port: Number(port), host: "127.0.0.1" });
