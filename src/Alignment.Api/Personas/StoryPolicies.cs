using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Api.Policies;
using Alignment.Core;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Personas;

/// <summary>What the team agreed about personas and content: when a persona counts as validated, and the tagging rules.</summary>
internal static class StoryPolicies
{
    private const string ValidationKey = "persona-validation";
    private const string TaggingKey = "tagging-rules";

    public static async Task<ValidationPolicy> ReadValidationAsync(AlignmentContext context, CancellationToken cancel) =>
        await ReadAsync(context, ValidationKey, cancel) is { } json && JsonSerializer.Deserialize<Validation>(json, StoredJson.Options) is { } kept
            ? new ValidationPolicy(kept.Interviewees, kept.UnpromptedOnly)
            : ValidationPolicy.Default;

    /// <summary>Sets it, unless somebody changed it meanwhile: then that is said.</summary>
    public static Task<Refusal?> SetAsync(AlignmentContext context, ValidationPolicy policy, int? expectedVersion, CancellationToken cancel) =>
        StoreAsync(context, ValidationKey, JsonSerializer.Serialize(new Validation(policy.Interviewees, policy.UnpromptedOnly), StoredJson.Options), expectedVersion, cancel);

    /// <summary>How often it was set.</summary>
    public static Task<int> ValidationVersionAsync(AlignmentContext context, CancellationToken cancel) => VersionAsync(context, ValidationKey, cancel);

    public static async Task<TaggingRules> ReadTaggingAsync(AlignmentContext context, CancellationToken cancel) =>
        await ReadAsync(context, TaggingKey, cancel) is { } json ? TaggingRules.Parse(json).Value : TaggingRules.None;

    /// <inheritdoc cref="SetAsync(AlignmentContext, ValidationPolicy, int?, CancellationToken)"/>
    public static Task<Refusal?> SetAsync(AlignmentContext context, TaggingRules rules, int? expectedVersion, CancellationToken cancel) =>
        StoreAsync(context, TaggingKey, rules.ToJson(), expectedVersion, cancel);

    /// <summary>How often they were set.</summary>
    public static Task<int> TaggingVersionAsync(AlignmentContext context, CancellationToken cancel) => VersionAsync(context, TaggingKey, cancel);

    private static Task<string?> ReadAsync(AlignmentContext context, string key, CancellationToken cancel) =>
        context.Policies.AsNoTracking().Where(policy => policy.Key == key).Select(policy => policy.Content).SingleOrDefaultAsync(cancel);

    private static Task<int> VersionAsync(AlignmentContext context, string key, CancellationToken cancel) =>
        context.Policies.Where(policy => policy.Key == key).Select(policy => policy.Version).SingleOrDefaultAsync(cancel);

    private static async Task<Refusal?> StoreAsync(AlignmentContext context, string key, string content, int? expectedVersion, CancellationToken cancel)
    {
        var stored = await context.Policies.SingleOrDefaultAsync(policy => policy.Key == key, cancel);
        if (Versions.Conflict(stored?.Version, expectedVersion) is { } conflict) return conflict;
        if (stored is null)
            context.Add(new StoredPolicy { Key = key, Content = content, Version = 1 });
        else
            (stored.Content, stored.Version) = (content, stored.Version + 1);
        return null;
    }

    private sealed record Validation(int Interviewees, bool UnpromptedOnly);
}
