using System.Text.Json;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>What agreements tell other systems.</summary>
public static class DefinitionEvents
{
    /// <summary>Both functions have signed a version.</summary>
    /// <param name="version">The version, agreed.</param>
    /// <param name="at">When.</param>
    public static OutgoingEvent Agreed(LeadDefinitionVersion version, Instant at)
    {
        ArgumentNullException.ThrowIfNull(version);
        var data = JsonSerializer.Serialize(new Dictionary<string, object> { ["definitionId"] = version.Id.Value, ["key"] = version.Key, ["version"] = version.Version });
        return new($"lead-definitions/{version.Key}", EventTypes.LeadDefinitionAgreed, $"lead-definitions/{version.Id.Value}", at, data);
    }
}
