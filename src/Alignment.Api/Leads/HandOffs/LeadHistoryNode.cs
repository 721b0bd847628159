using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>One change of a lead: what, who or which rule, when, why.</summary>
[ObjectType<LeadHistoryEntry>]
public static partial class LeadHistoryNode
{
    internal static void Configure(IObjectTypeDescriptor<LeadHistoryEntry> descriptor) => descriptor
        .Ignore(entry => entry.LeadId)
        .Ignore(entry => entry.HandOffId);

    /// <summary>The hand-off it happened to or that it began.</summary>
    public static async Task<HandOff?> GetHandOffAsync(
        [Parent] LeadHistoryEntry entry, HandOffByIdDataLoader handOffs, CancellationToken cancellationToken) =>
        entry.HandOffId is { } id ? await handOffs.LoadAsync(id, cancellationToken) : null;

    /// <summary>The fields that changed. The first entry has none: what was captured is what the later ones started from.</summary>
    public static IReadOnlyList<FieldChange> GetChanges([Parent] LeadHistoryEntry entry) =>
        [.. entry.Changes.Select(change => new FieldChange(change.Field, Known(change.Before), Known(change.After)))];

    private static AttributeValue? Known(AttributeValue value) => value.IsAbsent ? null : value;
}

/// <summary>What a field of a lead was and became.</summary>
/// <param name="Field">The field; an attribute as `attributes.NAME`.</param>
/// <param name="Before">What it was; null if it had no value.</param>
/// <param name="After">What it became; null if it has none any more.</param>
public sealed record FieldChange(string Field, AttributeValue? Before, AttributeValue? After);
