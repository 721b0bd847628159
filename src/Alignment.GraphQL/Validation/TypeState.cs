using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation;

/// <summary>What the schema says about the place in the document where a walk stands. A null means that the schema does not know.</summary>
internal sealed class TypeState(Schema schema)
{
    internal Schema Schema { get; } = schema;

    /// <summary>The type of the field or fragment entered last.</summary>
    internal IType? Type { get; set; }

    /// <summary>The composite type whose selection set this is.</summary>
    internal NamedType? ParentType { get; set; }

    internal OutputField? Field { get; set; }

    internal DirectiveType? Directive { get; set; }

    /// <summary>Whether the arguments here are a directive's, known or not.</summary>
    internal bool InDirective { get; set; }

    internal InputField? Argument { get; set; }

    /// <summary>The type that a value here must have.</summary>
    internal IType? InputType { get; set; }

    /// <summary>The type of what the value is directly in: an input object or a list.</summary>
    internal IType? ParentInputType { get; set; }

    /// <summary>The default of the argument or input field that the value is for.</summary>
    internal ValueNode? DefaultValue { get; set; }

    internal DirectiveLocation DirectiveLocation { get; set; }

    /// <summary>The type that a reference in the document means; null when its name is unknown.</summary>
    internal static IType? TypeOf(Schema schema, TypeNode node) => node switch
    {
        NamedTypeNode named => schema.TryGetType(named.Name.Value, out var type) ? type : null,
        ListTypeNode list => TypeOf(schema, list.Type) is { } item ? new ListType(item) : null,
        NonNullTypeNode nonNull => TypeOf(schema, nonNull.Type) is { } nullable ? new NonNullType(nullable) : null,
        _ => null,
    };

    internal IType? TypeOf(TypeNode node) => TypeOf(Schema, node);
}
