using System.Linq.Expressions;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Alignment.Api.Data.Values;

/// <summary>How ids are stored: a uuid where the database has them, else sixteen bytes, big-endian, which sort as the uuid does.</summary>
internal static class Ids
{
    private static readonly Type[] Types =
    [
        typeof(LeadId), typeof(HandOffId), typeof(LeadDefinitionVersionId), typeof(Jobs.JobId),
        typeof(WebhookEndpointId), typeof(OutboxEventId),
        typeof(InsightId), typeof(InterviewId), typeof(QuoteId), typeof(FieldVisitId), typeof(FieldNoteId), typeof(ContentAssetId), typeof(SharedContentId),
    ];

    public static void Store(ModelConfigurationBuilder conventions, bool asUuid)
    {
        var converter = asUuid ? typeof(UuidConverter<>) : typeof(BlobConverter<>);
        foreach (var type in Types) conventions.Properties(type).HaveConversion(converter.MakeGenericType(type));
    }

    private static Expression<Func<TId, TStored>> Store<TId, TStored>(Expression<Func<Guid, TStored>> store)
    {
        var id = Expression.Parameter(typeof(TId), "id");
        return Expression.Lambda<Func<TId, TStored>>(Expression.Invoke(store, Expression.Property(id, "Value")), id);
    }

    private static Expression<Func<TStored, TId>> Restore<TId, TStored>(Expression<Func<TStored, Guid>> restore)
    {
        var constructor = typeof(TId).GetConstructor([typeof(Guid)])!;
        return Expression.Lambda<Func<TStored, TId>>(Expression.New(constructor, restore.Body), restore.Parameters);
    }

    private sealed class UuidConverter<TId>() : ValueConverter<TId, Guid>(Store<TId, Guid>(guid => guid), Restore<TId, Guid>(guid => guid));

    private sealed class BlobConverter<TId>() : ValueConverter<TId, byte[]>(
        Store<TId, byte[]>(guid => guid.ToByteArray(true)), Restore<TId, byte[]>(bytes => new Guid(bytes, true)));
}
