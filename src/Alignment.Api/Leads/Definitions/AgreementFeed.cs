using Alignment.Core.Leads.Definitions;

namespace Alignment.Api.Leads.Definitions;

/// <summary>Definitions as they come into force by what this host commits.</summary>
public sealed class AgreementFeed : ChangeFeed<LeadDefinitionVersionId>;
