// PostGraphile 5 over the tables as they are. Started as "node postgraphile.js PORT CONNECTION-URL"; wants Node 24.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makeV4Preset } from "postgraphile/presets/v4";

const [port, connectionString] = process.argv.slice(2);
const serving = postgraphile({
  extends: [PostGraphileAmberPreset, makeV4Preset({ graphiql: false, ignoreRBAC: true, ignoreIndexes: true })],
  pgServices: [makePgService({ connectionString, schemas: ["public"], poolConfig: { max: 20 } })],
  grafserv: { graphiql: false, watch: false, maxRequestLength: 100_000 },
  grafast: { explain: false },
}).createServ(grafserv);
const server = createServer();
await serving.addTo(server);
server.listen(Number(port), "127.0.0.1");
