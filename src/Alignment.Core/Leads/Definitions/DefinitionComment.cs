using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>What somebody said of a version, or of one of its criteria.</summary>
/// <param name="CriterionKey">The criterion it is about; null when it is about the whole.</param>
/// <param name="By">Who, trimmed.</param>
/// <param name="At">When.</param>
/// <param name="Text">What was said, trimmed; 1 to 2,000 characters.</param>
public sealed record DefinitionComment(string? CriterionKey, string By, Instant At, string Text);
