using System.Reflection;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Configuration;

/// <summary>What the host said the schema is made of.</summary>
internal sealed class SchemaDefinition
{
    internal List<Assembly> Assemblies { get; } = [];

    internal List<Type> Types { get; } = [];

    internal List<ScalarType> Scalars { get; } = [];

    internal Dictionary<Type, string> RuntimeBindings { get; } = [];

    internal TypeConverters Converters { get; } = new();

    internal INodeIdSerializer NodeIds { get; set; } = new Base64NodeIdSerializer();

    internal PagingOptions Paging { get; set; } = new();

    internal MutationConventionOptions Mutations { get; } = new();

    internal Type? ErrorInterface { get; set; }

    internal bool GlobalObjectIdentification { get; set; }

    internal List<Type> MutationMiddleware { get; } = [];

    internal List<Action<SchemaBuilder>> Configurators { get; } = [];

    internal List<Type> DataLoaders { get; } = [];

    internal string? Description { get; set; }
}
