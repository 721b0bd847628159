using Alignment.Core.Leads;

namespace Alignment.Api.Leads;

/// <summary>Changes of leads as this host commits them; those of one lead in their order.</summary>
public sealed class LeadChangeFeed : ChangeFeed<LeadChange>;
