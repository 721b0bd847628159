using System.Runtime.CompilerServices;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>A change of a lead, told as it is committed by this host.</summary>
/// <param name="Type">What happened, such as `lead.qualified` or `handOff.offered`.</param>
/// <param name="Entry">What its history says of it.</param>
[GraphQLName("LeadChange")]
public sealed record LeadChangeView(string Type, LeadHistoryEntry Entry);

[ObjectType<LeadChangeView>]
public static partial class LeadChangeNode
{
    /// <summary>The lead as it is now.</summary>
    public static Task<LeadView> GetLeadAsync(
        [Parent] LeadChangeView change, LeadByIdDataLoader leads, IResolverContext selected, CancellationToken cancellationToken) =>
        leads.LoadRequiredAsync(new LeadWanted(change.Entry.LeadId, LeadSelection.Parts(selected)), cancellationToken);
}

[SubscriptionType]
public static partial class HandOffSubscriptions
{
    /// <summary>Changes of one lead, or of all.</summary>
    [Subscribe(With = nameof(ListenToLeadsAsync))]
    public static LeadChangeView LeadChanged([EventMessage] LeadChangeView change) => change;

    /// <summary>Hand-offs of one rep, or of all, whenever something happens to them.</summary>
    [Subscribe(With = nameof(ListenToHandOffsAsync))]
    public static HandOff HandOffs([EventMessage] HandOff handOff) => handOff;

    /// <param name="leadId">The lead; all if left out.</param>
    /// <param name="feed">What this host commits.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    internal static async IAsyncEnumerable<LeadChangeView> ListenToLeadsAsync(
        [ID<LeadView>] LeadId? leadId, LeadChangeFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in feed.ListenAsync(cancellationToken))
        {
            if (leadId is null || change.Entry.LeadId == leadId)
                yield return new LeadChangeView(change.Type, change.Entry);
        }
    }

    /// <param name="repKey">The rep; all if left out.</param>
    /// <param name="feed">What this host commits.</param>
    /// <param name="readings">Reads the hand-offs.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    internal static async IAsyncEnumerable<HandOff> ListenToHandOffsAsync(
        string? repKey, LeadChangeFeed feed, HandOffReadings readings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in feed.ListenAsync(cancellationToken))
        {
            if (await readings.OfAsync(change, cancellationToken) is { } handOff && (repKey is null || handOff.RepKey == repKey))
                yield return handOff;
        }
    }
}
