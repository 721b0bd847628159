namespace Alignment.GraphQL.Types;

/// <summary>The kinds of type, as introspection names them.</summary>
public enum TypeKind : byte
{
#pragma warning disable CS1591, CA1720 // the specification's own words
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
    List,
    NonNull,
#pragma warning restore CS1591, CA1720
}
