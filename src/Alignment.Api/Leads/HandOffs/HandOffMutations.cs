using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<NotPermittedError>]
[Error<DefinitionNotMetError>]
[Error<NotAgreedError>]
[Error<WrongStateError>]
[Error<IdempotencyKeyReusedError>]
public static partial class HandOffMutations
{
    /// <summary>
    /// Offers a lead to one rep, whose time to answer starts. It must meet the definition in force, or there must be a reason, which is kept and
    /// counted. Of many who try at once one wins, and the rest are told who did.
    /// </summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="repKey">The rep.</param>
    /// <param name="offDefinitionReason">Why, if the definition in force is not met. At most 500 characters.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> HandOffLeadAsync(
        [ID<LeadView>] LeadId leadId,
        string repKey,
        string? offDefinitionReason,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.OfferAsync(leadId, repKey, offDefinitionReason, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>Offers a lead to the rep whom the team's routing rules name.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="offDefinitionReason">Why, if the definition in force is not met. At most 500 characters.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> RouteLeadAsync(
        [ID<LeadView>] LeadId leadId,
        string? offDefinitionReason,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.RouteAsync(leadId, offDefinitionReason, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>Offers a lead that a rep has to another rep instead: a new owner, a new clock.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="repKey">The other rep; whom the team's routing rules name if left out.</param>
    /// <param name="reason">Why, such as "ana left".</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> MoveLeadOnAsync(
        [ID<LeadView>] LeadId leadId,
        string? repKey,
        string reason,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.MoveOnAsync(leadId, repKey, reason, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>The rep accepts, and the time to the first touch starts. Only the rep it was offered to may; again by the same rep, the first
    /// answer stands.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="repKey">Who accepts; the rep it was offered to if left out.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> AcceptHandOffAsync(
        [ID<HandOff>] HandOffId handOffId,
        string? repKey,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.AcceptAsync(handOffId, repKey, By(idempotencyKey, expectedVersion, repKey), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>The rep gives the lead back. It rests until the date, or until something new is recorded of it.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="reason">From the list of return reasons; after a colon, a word in the rep's own.</param>
    /// <param name="until">When it is worth another try, by the date where the rep is.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> ReturnHandOffAsync(
        [ID<HandOff>] HandOffId handOffId,
        string reason,
        LocalDate? until,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.ReturnAsync(handOffId, reason, until, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>The rep was in touch with the buyer.</summary>
    /// <param name="handOffId">The hand-off.</param>
    /// <param name="at">When; now if left out.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<HandOff>> RecordTouchAsync(
        [ID<HandOff>] HandOffId handOffId,
        Instant? at,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.TouchAsync(handOffId, at, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>Takes an accepted or worked lead back to nurturing.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="reason">From the list of recycle reasons; after a colon, a word in the caller's own.</param>
    /// <param name="until">When it is worth another try, by the date where its rep is.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<LeadView>> RecycleLeadAsync(
        [ID<LeadView>] LeadId leadId,
        string reason,
        LocalDate? until,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.RecycleAsync(leadId, reason, until, By(idempotencyKey, expectedVersion), cancellationToken).ThenAsync(leadId).ShowAsync(contexts, cancellationToken);

    /// <summary>Takes a lead out, until it is reactivated.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="reason">From the list of disqualification reasons; after a colon, a word in the caller's own.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<LeadView>> DisqualifyLeadAsync(
        [ID<LeadView>] LeadId leadId,
        string reason,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.DisqualifyAsync(leadId, reason, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    /// <summary>Lets a lead come again that was disqualified, won or lost.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="reason">Why, in the caller's words.</param>
    /// <param name="idempotencyKey">Asked again with the same key and input, the first answer is given.</param>
    /// <param name="expectedVersion">The version of the lead that the caller saw.</param>
    public static Task<FieldResult<LeadView>> ReactivateLeadAsync(
        [ID<LeadView>] LeadId leadId,
        string? reason,
        string? idempotencyKey,
        int? expectedVersion,
        HandOffDesk desk,
        IDbContextFactory<AlignmentContext> contexts,
        CancellationToken cancellationToken) =>
        desk.ReactivateAsync(leadId, reason, By(idempotencyKey, expectedVersion), cancellationToken).ShowAsync(contexts, cancellationToken);

    // While sign-in is off, nobody says who they are.
    private static Caller By(string? idempotencyKey, int? expectedVersion, string? name = null) =>
        new(Actor.Person(string.IsNullOrWhiteSpace(name) ? "somebody" : name), idempotencyKey, expectedVersion);

    private static async Task<Result<LeadId>> ThenAsync(this Task<Result<HandOffId>> done, LeadId lead) => (await done).Then(_ => lead);

    private static Task<FieldResult<HandOff>> ShowAsync(
        this Task<Result<HandOffId>> done, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) => ShowAsync(
        done, contexts, (context, id) => context.HandOffs.SingleAsync(handOff => handOff.Id == id, cancellationToken));

    private static Task<FieldResult<LeadView>> ShowAsync(
        this Task<Result<LeadId>> done, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) => ShowAsync(
        done, contexts, (context, id) => context.Leads.Where(lead => lead.Id == id).Select(LeadView.Reading(LeadParts.All)).SingleAsync(cancellationToken));

    private static async Task<FieldResult<T>> ShowAsync<TId, T>(
        Task<Result<TId>> done, IDbContextFactory<AlignmentContext> contexts, Func<AlignmentContext, TId, Task<T>> read)
    {
        if (!(await done).TryGetValue(out var id, out var refusals))
            return refusals.ToFieldResult<T>();
        await using var context = contexts.CreateDbContext();
        return await read(context, id);
    }
}
