namespace Alignment.Core.Leads;

/// <summary>Identifies an engagement: the lead, and the engagement's place in the lead's log.</summary>
/// <param name="Lead">Whose log it is in.</param>
/// <param name="Position">Its place there, from 1.</param>
public readonly record struct EngagementId(LeadId Lead, long Position);
