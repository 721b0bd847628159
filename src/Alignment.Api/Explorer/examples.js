"use strict";
// What the page offers to try; both pages have them.
globalThis.examples = [
  ["The best leads", `# Every lead with its decision, best known first.
query BestLeads {
  leads(first: 10, where: { decision: { eq: HAND_OFF } }, order: [{ total: DESC }]) {
    totalCount
    nodes { externalId company status assessment { total fit interest decision } stage { stage { name } } }
    pageInfo { hasNextPage endCursor }
  }
}`],
  ["One lead, explained", `# Who is it, where does it stand, and does it meet what both sides signed?
query OneLead($source: String!, $externalId: String!) {
  leadByExternalId(source: $source, externalId: $externalId) {
    id name company status
    persona { name grounding }
    stage { stage { name salesEngages } evidence since }
    assessment {
      decision total fit interest unmet nextChangeAt
      criteria { key label met points counted note }
    }
    engagements(last: 5) { nodes { at type stage { name } } }
    outcome { kind at }
  }
}`, { source: "coldwater", externalId: "L024" }],
  ["The same lead, in the past", `query ThenAndNow($asOf: Instant!) {
  leadByExternalId(source: "coldwater", externalId: "L024") {
    now: assessment { decision total }
    then: assessment(asOf: $asOf) { asOf decision total criteria { key points } }
  }
}`, { asOf: new Date(Date.now() - 60 * 864e5).toISOString().slice(0, 19) + "Z" }],
  ["The agreement", `query Agreement {
  leadDefinition(key: "default") {
    name version state agreedAt
    signatures { function by at }
    definition
  }
}`],
  ["The buying stages", `query Stages { journey { key stages { position name questions salesEngages } } }`],
  ["Capture a lead", `mutation Capture($input: CaptureLeadsInput!) {
  captureLeads(input: $input) {
    created updated unchanged
    leads { id externalId status }
    errors { __typename ... on Error { message code path } }
  }
}`, { input: { source: "web", leads: [{ externalId: "form-1", company: "Harbour Flora", attributes: [{ name: "country", value: "NL" }, { name: "vehicles", value: 60 }] }] } }],
  ["Record what it did", `mutation Record($input: RecordEngagementsInput!) {
  recordEngagements(input: $input) {
    recorded unchanged
    errors { __typename ... on Error { message code path } }
  }
}`, { input: { source: "web", engagements: [{ leadExternalId: "form-1", at: new Date().toISOString().slice(0, 19) + "Z", type: "trial_started", stageKey: "decision" }] } }],
];
