using Alignment.Api.Leads.Definitions;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>One lead, offered to one rep, with the clocks that run in that rep's working hours, time zone and holidays.</summary>
[ObjectType<HandOff>]
public static partial class HandOffNode
{
    internal static void Configure(IObjectTypeDescriptor<HandOff> descriptor) => descriptor
        .Ignore(handOff => handOff.LeadId)
        .Ignore(handOff => handOff.RepKey)
        .Ignore(handOff => handOff.DefinitionId)
        .Ignore(handOff => handOff.NextDeadline)
        .Ignore(handOff => handOff.LapsesAt);

    [NodeResolver]
    public static Task<HandOff?> GetHandOffAsync(HandOffId id, HandOffByIdDataLoader handOffs, CancellationToken cancellationToken) =>
        handOffs.LoadAsync(id, cancellationToken);

    /// <summary>The lead.</summary>
    public static Task<LeadView> GetLeadAsync(
        [Parent] HandOff handOff, LeadByIdDataLoader leads, IResolverContext selected, CancellationToken cancellationToken) =>
        leads.LoadRequiredAsync(new LeadWanted(handOff.LeadId, LeadSelection.Parts(selected)), cancellationToken);

    /// <summary>Whom it was offered to.</summary>
    public static Task<SalesRep> GetRepAsync([Parent] HandOff handOff, SalesRepByKeyDataLoader reps, CancellationToken cancellationToken) =>
        reps.LoadRequiredAsync(handOff.RepKey, cancellationToken);

    /// <summary>The version in force at the offer; null if none was.</summary>
    public static async Task<LeadDefinitionVersion?> GetDefinitionAsync(
        [Parent] HandOff handOff, DefinitionByIdDataLoader versions, CancellationToken cancellationToken) =>
        handOff.DefinitionId is { } id ? await versions.LoadAsync(id, cancellationToken) : null;

    /// <summary>What happens at <c>nextDeadlineAt</c> when nobody does anything; null when no clock runs.</summary>
    public static HandOffDeadlineKind? GetNextDeadlineKind([Parent] HandOff handOff) => handOff.NextDeadline?.Kind;
}
