// What a program may rely on in the generated types; a line that should not compile is marked, and fails if it does.
import { LeadsDocument, CaptureLeadsDocument } from './leads';
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';

type Page = ResultOf<typeof LeadsDocument>['leads'];

export function ids(page: Page): string[] {
  return page.edges?.map((edge) => edge.node.id) ?? [];
}

export function total(page: Page['edges']): number {
  // @ts-expect-error No definition may be in force.
  return page![0].node.assessment.total;
}

export const input: VariablesOf<typeof CaptureLeadsDocument> = { input: { source: 'crm', leads: [{ externalId: 'a' }] } };

// @ts-expect-error The source is required.
export const refused: VariablesOf<typeof CaptureLeadsDocument> = { input: { leads: [] } };
