using Alignment.Api.Errors;
using Alignment.Api.Jobs;
using Alignment.Api.Scalars;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Limits;

namespace Alignment.Api;

/// <summary>What the GraphQL schema is made of: the annotated classes of this assembly, and how their values are written.</summary>
internal static class AlignmentSchema
{
    public static IRequestExecutorBuilder AddAlignmentSchema(this IServiceCollection services) => services
        .AddGraphQLServer()
        .AddTypes(typeof(AlignmentSchema).Assembly)
        .AddType(new InstantType())
        .AddType(new LocalDateType())
        .AddType(new LocalTimeType())
        .AddType(new DurationType())
        .AddType(new Scalars.ValueType())
        .UseLimits(Limits)
        .AddErrorInterfaceType<IUserError>()
        .AddGlobalObjectIdentification()
        .AddIds<LeadId>(id => id.Value, value => new(value))
        .AddIds<HandOffId>(id => id.Value, value => new(value))
        .AddIds<LeadDefinitionVersionId>(id => id.Value, value => new(value))
        .AddIds<JobId>(id => id.Value, value => new(value))
        .AddIds<InsightId>(id => id.Value, value => new(value))
        .AddIds<InterviewId>(id => id.Value, value => new(value))
        .AddIds<QuoteId>(id => id.Value, value => new(value))
        .AddIds<FieldVisitId>(id => id.Value, value => new(value))
        .AddIds<FieldNoteId>(id => id.Value, value => new(value))
        .AddIds<ContentAssetId>(id => id.Value, value => new(value))
        .AddIds<WebhookEndpointId>(id => id.Value, value => new(value))
        .AddTypeConverter<WebhookDeliveryId, string>(id => id.ToString())
        .AddTypeConverter<string, WebhookDeliveryId>(WebhookDeliveryId.Parse);

    // Without sign-in the host serves this machine only, and whoever develops against it may see the schema unless a setting says otherwise.
    private static GraphQLLimits Limits(IServiceProvider services)
    {
        var limits = GraphQLLimits.From(services.GetRequiredService<IConfiguration>());
        return limits with { AllowIntrospection = limits.AllowIntrospection ?? true };
    }

    /// <summary>An id is written as its 32 hexadecimal digits.</summary>
    private static IRequestExecutorBuilder AddIds<TId>(this IRequestExecutorBuilder builder, Func<TId, Guid> value, Func<Guid, TId> id)
        where TId : struct => builder
        .AddTypeConverter<TId, string>(typed => value(typed).ToString("N"))
        .AddTypeConverter<string, TId>(text => id(Guid.ParseExact(text, "N")));
}
