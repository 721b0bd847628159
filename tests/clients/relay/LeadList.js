import { graphql } from 'react-relay';

export const query = graphql`
  query LeadListQuery($key: String!) {
    ...LeadList_leads
    persona(key: $key) { id name }
  }
`;

export const fragment = graphql`
  fragment LeadList_leads on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "LeadListPageQuery") {
    leads(first: $count, after: $cursor) @connection(key: "LeadList_leads") {
      edges { node { id externalId ...LeadList_lead } }
    }
  }
`;

export const lead = graphql`
  fragment LeadList_lead on Lead @refetchable(queryName: "LeadListLeadQuery") {
    status
  }
`;
