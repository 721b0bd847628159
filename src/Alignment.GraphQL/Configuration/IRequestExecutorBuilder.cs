using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types.Annotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Configuration;

/// <summary>Says what the schema is made of and how it is served. Its methods are in <see cref="RequestExecutorBuilderExtensions"/>.</summary>
public interface IRequestExecutorBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}

/// <inheritdoc/>
internal sealed class RequestExecutorBuilder(IServiceCollection services) : IRequestExecutorBuilder
{
    public IServiceCollection Services { get; } = services;

    internal SchemaDefinition Definition { get; } = new();

    internal List<Type> ErrorFilters { get; } = [];

    internal DataLoaderOptions DataLoaderOptions { get; set; } = new();

    internal GraphQLOptions Options { get; } = new();

    internal Func<IServiceProvider, GraphQLLimits> Limits { get; set; } = static provider =>
        provider.GetService<IConfiguration>() is { } configuration ? GraphQLLimits.From(configuration) : new GraphQLLimits();

    internal RequestExecutor Build(IServiceProvider provider)
    {
        var lifetimes = new ServiceLifetimes(Services);
        var annotated = AnnotatedSchema.Build(Definition, lifetimes);
        var limits = Limits(provider);
        Configure(Options, provider.GetService<IConfiguration>());
        var introspection = limits.AllowIntrospection ?? provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? true;
        var executorServices = new ExecutorServices
        {
            Schema = annotated.Schema,
            ApplicationServices = provider,
            Lifetimes = lifetimes,
            Options = Options,
            Logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Alignment.GraphQL"),
            ErrorFilters = [.. ErrorFilters.Select(t => (IErrorFilter)ActivatorUtilities.GetServiceOrCreateInstance(provider, t))],
            DataLoaderOptions = DataLoaderOptions,
            DataLoaders = annotated.DataLoaders,
        };
        return new RequestExecutor(executorServices, limits, introspection);
    }

    private static void Configure(GraphQLOptions options, IConfiguration? configuration)
    {
        if (configuration is null)
            return;
        SettingsSection.Read(configuration, GraphQLOptions.Section, (section, strict) =>
        {
            section.Bind(options, strict);
            return options;
        });
        options.PersistedOperations = PersistedOperationSettings.From(configuration).Mode ?? options.PersistedOperations;
    }
}
