using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Who has a lead, who had it, what happened to it, and what can be done with it.</summary>
[ObjectType<LeadView>]
public static partial class LeadHandOffs
{
    /// <summary>The hand-off in force; null while no rep has the lead.</summary>
    public static async Task<HandOff?> GetHandOffAsync([Parent] LeadView lead, HandOffByIdDataLoader handOffs, CancellationToken cancellationToken) =>
        lead.HandOffId is { } id ? await handOffs.LoadAsync(id, cancellationToken) : null;

    /// <summary>Every hand-off of the lead, oldest first.</summary>
    [UsePaging(ConnectionName = "HandOffs")]
    public static Task<Connection<HandOff>?> GetHandOffsAsync(
        [Parent] LeadView lead, PagingArguments paging, IResolverContext selected, HandOffPageDataLoader handOffs, CancellationToken cancellationToken) =>
        handOffs.LoadAsync(LeadPart.OfHandOffs(lead.Id, paging, selected.IsSelected), cancellationToken);

    /// <summary>What changed, who or which rule did it, when and why, oldest first.</summary>
    [UsePaging(ConnectionName = "LeadHistory")]
    public static Task<Connection<LeadHistoryEntry>?> GetHistoryAsync(
        [Parent] LeadView lead, PagingArguments paging, IResolverContext selected, HistoryPageDataLoader history, CancellationToken cancellationToken) =>
        history.LoadAsync(LeadPart.Of(lead.Id, paging, selected.IsSelected), cancellationToken);

    /// <summary>The lead as it stood at an instant, attributes included; null before it came to be.</summary>
    /// <param name="at">The instant.</param>
    public static async Task<LeadThen?> GetAsItStoodAsync(
        [Parent] LeadView lead, Instant at, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var known = await context.Leads.Include(one => one.HandOff).SingleAsync(one => one.Id == lead.Id, cancellationToken);
        var since = await context.LeadHistory.Where(entry => entry.LeadId == lead.Id && entry.At > at).ToListAsync(cancellationToken);
        return LeadHistory.AsOf(known, since, at) is { } then ? LeadThen.Of(then) : null;
    }

    /// <summary>Every command with whether it is possible now, and every reason why not.</summary>
    /// <param name="repKey">The rep who asks; whoever has the lead if left out.</param>
    public static async Task<IReadOnlyList<PossibleMove>> GetMovesAsync(
        [Parent] LeadView lead,
        string? repKey,
        LeadFactsDataLoader facts,
        IDbContextFactory<AlignmentContext> contexts,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var (known, now) = (facts.LoadRequiredAsync(lead.Id, cancellationToken), clock.GetCurrentInstant());
        await using var context = contexts.CreateDbContext();
        var loaded = await context.Leads.Include(one => one.HandOff).SingleAsync(one => one.Id == lead.Id, cancellationToken);
        var agreement = await AgreementInForce.ReadAsync(context, cancellationToken);
        var verdict = agreement.VerdictOf(agreement.Assess(await known, now));
        return [.. loaded.MovesPossibleNow(verdict, repKey, now).Select(PossibleMove.Of)];
    }
}

/// <summary>A command in the life of a lead.</summary>
/// <param name="Move">The command.</param>
/// <param name="Possible">Whether it is possible now.</param>
/// <param name="WhyNot">Every reason why it is not; empty when it is.</param>
public sealed record PossibleMove(LeadMove Move, bool Possible, IReadOnlyList<string> WhyNot)
{
    /// <summary>A move as the domain read it.</summary>
    internal static PossibleMove Of(LeadMoveReading reading) => new(reading.Move, reading.Possible, [.. reading.Unmet.Select(refusal => refusal.Message)]);
}

/// <summary>A lead as it stood at an instant.</summary>
/// <param name="Status">Where it stood.</param>
/// <param name="Name">What the person was called. Personal data.</param>
/// <param name="Email">Where mail reached the person. Personal data.</param>
/// <param name="Company">The company the person was at.</param>
/// <param name="PersonaKey">Its persona, by key.</param>
/// <param name="Attributes">What the sources had said of it, by name.</param>
/// <param name="RepKey">The rep who had it, by key.</param>
/// <param name="TryAgainOn">The date to try again.</param>
/// <param name="Outcome">Won or lost; null while it was open.</param>
/// <param name="OutcomeAt">When it was won or lost.</param>
public sealed record LeadThen(
    LeadStatus Status,
    string? Name,
    string? Email,
    string? Company,
    string? PersonaKey,
    IReadOnlyList<NamedValue> Attributes,
    string? RepKey,
    LocalDate? TryAgainOn,
    OutcomeKind? Outcome,
    Instant? OutcomeAt)
{
    internal static LeadThen Of(LeadSnapshot snapshot) => new(
        snapshot.Status,
        snapshot.Contact.Name,
        snapshot.Contact.Email,
        snapshot.Contact.Company,
        snapshot.PersonaKey,
        NamedValue.Of(snapshot.Attributes),
        snapshot.OwnerRepKey,
        snapshot.TryAgainOn,
        snapshot.Outcome?.Kind,
        snapshot.Outcome?.At);
}
