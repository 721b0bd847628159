// The twelve rules in json-rules-engine, engagement figures given as facts. Prints leads a second of the best of three passes.
import fs from 'node:fs';
import { Engine } from 'json-rules-engine';

const [file, nowText] = process.argv.slice(2);
const now = Number(nowText);
const day = 86400;
const leads = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

const condition = (fact, operator, value) => ({ fact, operator, value });
const rule = (params, conditions, any) => ({ conditions: { [any ? 'any' : 'all']: conditions }, event: { type: 'points', params } });
const engine = new Engine([
  rule({ points: 15, fit: true }, [condition('industry', 'in', ['software', 'finance', 'healthcare', 'manufacturing'])]),
  rule({ points: 15, fit: true }, [condition('companySize', 'greaterThanInclusive', 200), condition('companySize', 'lessThanInclusive', 5000)]),
  rule({ points: 20, fit: true }, [condition('jobRole', 'in', ['cio', 'cto', 'it_director', 'vp_engineering'])]),
  rule({ points: 10, fit: true }, [condition('seniority', 'greaterThanInclusive', 4)]),
  rule({ points: 5, fit: true }, [condition('country', 'in', ['US', 'CA', 'GB', 'DE', 'FR', 'NL'])]),
  rule({ points: 15, fit: true }, [condition('budget', 'greaterThanInclusive', 50000)]),
  rule({ fact: 'pricing' }, [condition('pricing', 'greaterThan', 0)]),
  rule({ points: 12 }, [condition('webinars', 'greaterThanInclusive', 2)]),
  rule({ fact: 'downloads' }, [condition('downloads', 'greaterThan', 0)]),
  rule({ points: -10 }, [condition('quiet', 'equal', true)]),
  rule({ points: -10 }, [condition('domainType', 'equal', 'free')]),
  rule({ exclude: true }, [condition('domainType', 'equal', 'competitor'), condition('jobRole', 'equal', 'student')], true),
]);

const faded = (lead, type, points, halfLife, cap) => {
  let sum = 0;
  for (const e of lead.events) if (e.type === type) sum += points * Math.exp((-Math.LN2 / (halfLife * day)) * (now - e.at));
  return Math.min(cap, sum);
};

async function assess(lead) {
  const pricing = faded(lead, 1, 8, 14, 24);
  const downloads = faded(lead, 2, 5, 30, 20);
  const { industry, companySize, jobRole, country, seniority, budget, domainType } = lead;
  const webinars = lead.events.filter((e) => e.type === 3 && e.at > now - 90 * day).length;
  const quiet = !lead.events.some((e) => e.at > now - 60 * day);
  const { results } = await engine.run({ industry, companySize, jobRole, country, seniority, budget, domainType, pricing, downloads, webinars, quiet });
  let [total, fit, excluded] = [0, 0, false];
  for (const { event: { params } } of results) {
    if (params.exclude) { excluded = true; continue; }
    const points = params.fact === 'pricing' ? pricing : params.fact === 'downloads' ? downloads : params.points;
    total += points;
    if (params.fit) fit += points;
  }
  return { total, decision: excluded ? 'Disqualify' : total >= 70 && fit >= 40 ? 'HandOff' : 'Nurture' };
}

let best = 0;
for (let pass = 0; pass < 3; pass++) {
  const start = performance.now();
  for (const lead of leads) {
    const { total, decision } = await assess(lead);
    if (Math.abs(total - lead.expected.total) > 1e-9 || decision !== lead.expected.decision) throw new Error(`disagrees on ${JSON.stringify(lead)}`);
  }
  best = Math.max(best, leads.length / ((performance.now() - start) / 1000));
}
console.log(best);
