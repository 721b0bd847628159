using System.Reflection;
using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a GraphQL server to the host's services, with Hot Chocolate's names.</summary>
public static class RequestExecutorBuilderExtensions
{
    /// <summary>Adds the server. Its schema is built when it is first asked for; a schema with problems fails then, with all of them.</summary>
    public static IRequestExecutorBuilder AddGraphQLServer(this IServiceCollection services)
    {
        var builder = new RequestExecutorBuilder(services);
        services.TryAddSingleton<ILoggerFactory>(_ => LoggerFactory.Create(_ => { }));
        services.AddSingleton(builder.Build);
        services.TryAddSingleton(PersistedOperationSettings.BuildStore);
        return builder;
    }

    /// <summary>Reads the annotated classes of assemblies.</summary>
    public static IRequestExecutorBuilder AddTypes(this IRequestExecutorBuilder builder, params Assembly[] assemblies)
    {
        Of(builder).Definition.Assemblies.AddRange(assemblies);
        return builder;
    }

    /// <summary>Reads annotated classes one by one: static extension classes, loaders, and object types that no field leads to.</summary>
    public static IRequestExecutorBuilder AddTypes(this IRequestExecutorBuilder builder, params Type[] types)
    {
        Of(builder).Definition.Types.AddRange(types);
        return builder;
    }

    /// <summary>Adds a class, or a scalar.</summary>
    public static IRequestExecutorBuilder AddType<T>(this IRequestExecutorBuilder builder) =>
        typeof(ScalarType).IsAssignableFrom(typeof(T))
            ? builder.AddType((ScalarType)(object)Activator.CreateInstance<T>()!)
            : builder.AddTypes(typeof(T));

    /// <summary>Adds a scalar; it is bound to the class of its values.</summary>
    public static IRequestExecutorBuilder AddType(this IRequestExecutorBuilder builder, ScalarType scalar)
    {
        Of(builder).Definition.Scalars.Add(scalar);
        return builder;
    }

    /// <summary>Shows values of a class as a scalar. If the scalar's values have another class, converters both ways are needed.</summary>
    public static IRequestExecutorBuilder BindRuntimeType<TRuntime, TScalar>(this IRequestExecutorBuilder builder)
        where TScalar : ScalarType, new()
    {
        var definition = Of(builder).Definition;
        var scalar = new TScalar();
        if (!scalar.IsSpecified && definition.Scalars.TrueForAll(s => s.Name != scalar.Name))
            definition.Scalars.Add(scalar);
        definition.RuntimeBindings[typeof(TRuntime)] = scalar.Name;
        return builder;
    }

    /// <summary>Converts values between classes. A conversion that throws an <see cref="ArgumentException"/> or <see cref="FormatException"/> refuses the value with its message.</summary>
    public static IRequestExecutorBuilder AddTypeConverter<TFrom, TTo>(this IRequestExecutorBuilder builder, Func<TFrom, TTo> convert)
        where TFrom : notnull
        where TTo : notnull
    {
        Of(builder).Definition.Converters.Add(convert);
        return builder;
    }

    /// <summary>Adds a class of loaders.</summary>
    public static IRequestExecutorBuilder AddDataLoader<T>(this IRequestExecutorBuilder builder)
        where T : class, Alignment.GraphQL.IDataLoader
    {
        Of(builder).Definition.DataLoaders.Add(typeof(T));
        return builder;
    }

    /// <summary>Sets how keys become batches.</summary>
    public static IRequestExecutorBuilder ModifyDataLoaderOptions(
        this IRequestExecutorBuilder builder, Func<Alignment.GraphQL.DataLoaderOptions, Alignment.GraphQL.DataLoaderOptions> modify)
    {
        Of(builder).DataLoaderOptions = modify(Of(builder).DataLoaderOptions);
        return builder;
    }

    /// <summary>Adds a filter that sees every error; it is made once, with singletons.</summary>
    public static IRequestExecutorBuilder AddErrorFilter<T>(this IRequestExecutorBuilder builder)
        where T : class, IErrorFilter
    {
        Of(builder).ErrorFilters.Add(typeof(T));
        return builder;
    }

    /// <summary>Adds to the mutation conventions, which are always on.</summary>
    public static IRequestExecutorBuilder AddMutationConventions(
        this IRequestExecutorBuilder builder, Action<Alignment.GraphQL.MutationConventionOptions>? configure = null)
    {
        configure?.Invoke(Of(builder).Definition.Mutations);
        return builder;
    }

    /// <summary>Every class of errors must implement <typeparamref name="T"/>, which becomes an interface type.</summary>
    /// <typeparam name="T">A C# interface; <c>[InterfaceType("Error")]</c> names it.</typeparam>
    public static IRequestExecutorBuilder AddErrorInterfaceType<T>(this IRequestExecutorBuilder builder)
    {
        Of(builder).Definition.ErrorInterface = typeof(T);
        return builder;
    }

    /// <summary>Puts a middleware around every mutation; the first one added is the outermost.</summary>
    public static IRequestExecutorBuilder AddMutationMiddleware<T>(this IRequestExecutorBuilder builder)
        where T : class, Alignment.GraphQL.IMutationMiddleware
    {
        Of(builder).Definition.MutationMiddleware.Add(typeof(T));
        return builder;
    }

    /// <summary>Adds <c>Node</c>, <c>node</c> and <c>nodes</c>, even if no class has a node resolver.</summary>
    public static IRequestExecutorBuilder AddGlobalObjectIdentification(this IRequestExecutorBuilder builder)
    {
        Of(builder).Definition.GlobalObjectIdentification = true;
        return builder;
    }

    /// <summary>Sets the form of opaque ids.</summary>
    public static IRequestExecutorBuilder AddNodeIdSerializer(this IRequestExecutorBuilder builder, INodeIdSerializer serializer)
    {
        Of(builder).Definition.NodeIds = serializer;
        return builder;
    }

    /// <summary>Topics inside the process, for subscriptions.</summary>
    public static IRequestExecutorBuilder AddInMemorySubscriptions(this IRequestExecutorBuilder builder)
    {
        builder.Services.TryAddSingleton<Alignment.GraphQL.InMemoryTopics>();
        builder.Services.TryAddSingleton<Alignment.GraphQL.ITopicEventSender>(s => s.GetRequiredService<Alignment.GraphQL.InMemoryTopics>());
        builder.Services.TryAddSingleton<Alignment.GraphQL.ITopicEventReceiver>(s => s.GetRequiredService<Alignment.GraphQL.InMemoryTopics>());
        return builder;
    }

    /// <summary>Sets how operations are run and served.</summary>
    public static IRequestExecutorBuilder ModifyOptions(this IRequestExecutorBuilder builder, Action<Alignment.GraphQL.GraphQLOptions> configure)
    {
        configure(Of(builder).Options);
        return builder;
    }

    /// <summary>Sets what may be asked; the default is what the host's configuration says, <see cref="GraphQLLimits.From"/>.</summary>
    public static IRequestExecutorBuilder UseLimits(this IRequestExecutorBuilder builder, Func<IServiceProvider, GraphQLLimits> limits)
    {
        Of(builder).Limits = limits;
        return builder;
    }

    /// <inheritdoc cref="UseLimits(IRequestExecutorBuilder, Func{IServiceProvider, GraphQLLimits})"/>
    public static IRequestExecutorBuilder UseLimits(this IRequestExecutorBuilder builder, GraphQLLimits limits) => builder.UseLimits(_ => limits);

    /// <summary>Sets how large pages are unless a field says otherwise.</summary>
    public static IRequestExecutorBuilder ModifyPagingOptions(this IRequestExecutorBuilder builder, Func<PagingOptions, PagingOptions> modify)
    {
        Of(builder).Definition.Paging = modify(Of(builder).Definition.Paging);
        return builder;
    }

    /// <summary>The description of the schema itself.</summary>
    public static IRequestExecutorBuilder SetSchemaDescription(this IRequestExecutorBuilder builder, string description)
    {
        Of(builder).Definition.Description = description;
        return builder;
    }

    /// <summary>Changes the collected definitions before the schema is built: adds types, documents or resolvers by hand.</summary>
    public static IRequestExecutorBuilder ConfigureSchema(this IRequestExecutorBuilder builder, Action<SchemaBuilder> configure)
    {
        Of(builder).Definition.Configurators.Add(configure);
        return builder;
    }

    private static RequestExecutorBuilder Of(IRequestExecutorBuilder builder) => (RequestExecutorBuilder)builder;
}
