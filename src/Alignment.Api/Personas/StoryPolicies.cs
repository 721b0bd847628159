using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Values;
using Alignment.Api.Policies;
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

    public static Task SetAsync(AlignmentContext context, ValidationPolicy policy, CancellationToken cancel) =>
        StoreAsync(context, ValidationKey, JsonSerializer.Serialize(new Validation(policy.Interviewees, policy.UnpromptedOnly), StoredJson.Options), cancel);

    public static async Task<TaggingRules> ReadTaggingAsync(AlignmentContext context, CancellationToken cancel) =>
        await ReadAsync(context, TaggingKey, cancel) is { } json ? TaggingRules.Parse(json).Value : TaggingRules.None;

    public static Task SetAsync(AlignmentContext context, TaggingRules rules, CancellationToken cancel) => StoreAsync(context, TaggingKey, rules.ToJson(), cancel);

    private static Task<string?> ReadAsync(AlignmentContext context, string key, CancellationToken cancel) =>
        context.Policies.AsNoTracking().Where(policy => policy.Key == key).Select(policy => policy.Content).SingleOrDefaultAsync(cancel);

    private static async Task StoreAsync(AlignmentContext context, string key, string content, CancellationToken cancel)
    {
        if (await context.Policies.SingleOrDefaultAsync(policy => policy.Key == key, cancel) is not { } stored)
            context.Add(new StoredPolicy { Key = key, Content = content, Version = 1 });
        else
            (stored.Content, stored.Version) = (content, stored.Version + 1);
    }

    private sealed record Validation(int Interviewees, bool UnpromptedOnly);
}
