namespace Alignment.GraphQL.Types;

/// <summary>Where a directive may stand.</summary>
public enum DirectiveLocation : byte
{
#pragma warning disable CS1591, CA1720 // the specification's own words
    Query,
    Mutation,
    Subscription,
    Field,
    FragmentDefinition,
    FragmentSpread,
    InlineFragment,
    VariableDefinition,
    FragmentVariableDefinition,
    Schema,
    Scalar,
    Object,
    FieldDefinition,
    ArgumentDefinition,
    Interface,
    Union,
    Enum,
    EnumValue,
    InputObject,
    InputFieldDefinition,
    DirectiveDefinition,
#pragma warning restore CS1591, CA1720
}
