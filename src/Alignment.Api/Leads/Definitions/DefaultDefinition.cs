using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Policies;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Definitions;

/// <summary>
/// Which of several definitions in force leads are judged by, and which is meant where none is named: the one the team chose while a
/// version of it is in force; otherwise the one that was agreed first.
/// </summary>
public static class DefaultDefinition
{
    private const string Policy = "default-definition";

    /// <summary>Its key; null with none in force.</summary>
    public static async Task<string?> KeyAsync(AlignmentContext context, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var agreed = await context.LeadDefinitions.AsNoTracking().Where(version => version.AgreedAt != null)
            .Select(version => new { version.Key, version.State, version.AgreedAt }).ToListAsync(cancel);
        return await ChooseAsync(context, [.. agreed.Select(version => (version.Key, version.State, version.AgreedAt!.Value))], cancel);
    }

    /// <summary>Has leads judged by a definition from now on.</summary>
    /// <param name="context">The context of a unit of work; it is saved.</param>
    /// <param name="key">The definition.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    /// <returns>The version in force; refused with none in force.</returns>
    public static async Task<Result<LeadDefinitionVersion>> SetAsync(AlignmentContext context, string key, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await context.LeadDefinitions.VersionAsync(key, null, cancel) is not { } version)
            return new Refusal(RefusalCode.NotFound, $"No version of \"{key}\" is in force; leads can be judged by it once marketing and sales have both signed one.", "key");
        var content = JsonSerializer.Serialize(key);
        if (await context.Policies.SingleOrDefaultAsync(policy => policy.Key == Policy, cancel) is { } stored)
            (stored.Content, stored.Version) = (content, stored.Version + 1);
        else
            context.Add(new StoredPolicy { Key = Policy, Content = content, Version = 1 });
        await context.SaveChangesAsync(cancel);
        return version;
    }

    /// <summary>Chooses among all versions that were ever agreed on; what the team chose is read only where there is a choice.</summary>
    internal static async Task<string?> ChooseAsync(
        AlignmentContext context, IReadOnlyList<(string Key, LeadDefinitionState State, Instant AgreedAt)> agreed, CancellationToken cancel)
    {
        var keys = agreed.GroupBy(version => version.Key).Where(key => key.Any(version => version.State == LeadDefinitionState.Agreed))
            .OrderBy(key => key.Min(version => version.AgreedAt)).ThenBy(key => key.Key, StringComparer.Ordinal).Select(key => key.Key).ToList();
        if (keys.Count <= 1) return keys.FirstOrDefault();
        var stored = await context.Policies.AsNoTracking().Where(policy => policy.Key == Policy).Select(policy => policy.Content).SingleOrDefaultAsync(cancel);
        var chosen = stored is null ? null : JsonSerializer.Deserialize<string>(stored);
        return chosen is not null && keys.Contains(chosen, StringComparer.Ordinal) ? chosen : keys[0];
    }
}
