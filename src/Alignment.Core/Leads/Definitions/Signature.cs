using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>That somebody agreed to a version for their function.</summary>
/// <param name="Function">For which function.</param>
/// <param name="By">Who, trimmed.</param>
/// <param name="At">When.</param>
public sealed record Signature(Function Function, string By, Instant At);
