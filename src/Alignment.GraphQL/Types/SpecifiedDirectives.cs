using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>The directives of the specification, in the reference implementation's words.</summary>
internal static class SpecifiedDirectives
{
    internal const string DefaultDeprecationReason = "No longer supported";

    internal static IEnumerable<DirectiveTypeConfiguration> All() => [
        new("include")
        {
            Description = "Directs the executor to include this field or fragment only when the `if` argument is true.",
            Locations = { DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment },
            Arguments = { new("if", TypeReference.Parse("Boolean!")) { Description = "Included when true." } },
        },
        new("skip")
        {
            Description = "Directs the executor to skip this field or fragment when the `if` argument is true.",
            Locations = { DirectiveLocation.Field, DirectiveLocation.FragmentSpread, DirectiveLocation.InlineFragment },
            Arguments = { new("if", TypeReference.Parse("Boolean!")) { Description = "Skipped when true." } },
        },
        new("deprecated")
        {
            Description = "Marks an element of a GraphQL schema as no longer supported.",
            Locations =
            {
                DirectiveLocation.FieldDefinition, DirectiveLocation.ArgumentDefinition, DirectiveLocation.InputFieldDefinition,
                DirectiveLocation.EnumValue, DirectiveLocation.DirectiveDefinition,
            },
            Arguments =
            {
                new("reason", TypeReference.Parse("String!"))
                {
                    Description = "Explains why this element was deprecated, usually also including a suggestion for how to access supported similar data. Formatted using the Markdown syntax, as specified by [CommonMark](https://commonmark.org/).",
                    DefaultValue = new StringValueNode(default, DefaultDeprecationReason),
                },
            },
        },
        new("specifiedBy")
        {
            Description = "Exposes a URL that specifies the behavior of this scalar.",
            Locations = { DirectiveLocation.Scalar },
            Arguments = { new("url", TypeReference.Parse("String!")) { Description = "The URL that specifies the behavior of this scalar." } },
        },
        new("oneOf")
        {
            Description = "Indicates exactly one field must be supplied and this field must not be `null`.",
            Locations = { DirectiveLocation.InputObject },
        },
    ];
}
