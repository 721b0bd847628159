namespace Alignment.Api.Tests.Contract;

public sealed class BreakingChangeTests
{
    private const string Before = """
        directive @hint(text: String) repeatable on FIELD | QUERY
        interface Node { id: ID! }
        enum Color { RED GREEN @deprecated(reason: "Use RED.") }
        union Any = Thing | Other
        input Wish { text: String  size: Int! = 1  old: String! }
        type Thing implements Node { id: ID!  name: String  tags: [String!]!  list(first: Int): [Thing] }
        type Other { name: String }
        type Query { thing(id: ID!): Thing }
        """;

    [Theory]
    [InlineData("enum Color { RED GREEN", "enum Color { RED BLUE GREEN", "")]
    [InlineData("name: String  tags", "name: String!  tags", "")]
    [InlineData("old: String!", "old: String", "")]
    [InlineData("text: String  size", "text: String  extra: Int  size", "")]
    [InlineData("thing(id: ID!)", "thing(id: ID!, all: Boolean! = false)", "")]
    [InlineData("list(first: Int): [Thing]", "list(first: Int): [Thing!]!", "")]
    [InlineData("id: ID!  name: String", "id: ID!  name: Int", "Thing.name was String, is Int")]
    [InlineData("tags: [String!]!", "tags: [String]!", "Thing.tags was [String!]!, is [String]!")]
    [InlineData("tags: [String!]!", "", "Thing.tags is gone")]
    [InlineData("text: String  size", "text: String!  size", "Wish.text was String, is String!")]
    [InlineData("size: Int! = 1", "size: Int!", "Wish.size lost its default and is required (Int!)")]
    [InlineData("text: String  size", "text: String  extra: Int!  size", "Wish.extra is new and required (Int!)")]
    [InlineData("thing(id: ID!)", "thing(id: ID!, all: Boolean!)", "Query.thing(all:) is new and required (Boolean!)")]
    [InlineData("list(first: Int)", "list", "Thing.list(first:) is gone")]
    [InlineData("implements Node ", "", "Thing implements Node is gone")]
    [InlineData("Any = Thing | Other", "Any = Thing", "Any | Other is gone")]
    [InlineData("type Other { name: String }", "input Other { name: String }", "Other was a ObjectTypeDefinition, is a InputObjectTypeDefinition; Other.name was a FieldDefinition, is a InputValueDefinition")]
    [InlineData("enum Color { RED ", "enum Color { ", "Color.RED is gone")]
    [InlineData("directive @hint(text: String) repeatable on FIELD | QUERY", "", "@hint is gone")]
    [InlineData("FIELD | QUERY", "QUERY | FIELD | MUTATION", "")]
    [InlineData("FIELD | QUERY", "QUERY", "@hint may no longer be used: FIELD")]
    [InlineData("repeatable ", "", "@hint may no longer be used: repeatable")]
    [InlineData("input Wish {", "input Wish @oneOf {", "Wish takes exactly one of its fields")]
    public void WhenAMemberChanges_ThenItIsBreakingIfAClientMayNotSurviveIt(string was, string becomes, string breaking)
    {
        Assert.Contains(was, Before, StringComparison.Ordinal);
        var after = Before.Replace(was, becomes, StringComparison.Ordinal);
        var changes = BreakingChange.Between(SchemaMembers.Read(Before), SchemaMembers.Read(after));
        Assert.Equal(breaking, string.Join("; ", changes.Select(change => $"{change.Member} {change.What}")));
    }

    [Fact]
    public void WhenADeprecatedMemberGoes_ThenItWasAnnounced()
    {
        var after = Before.Replace(" GREEN @deprecated(reason: \"Use RED.\")", "", StringComparison.Ordinal);
        var change = Assert.Single(BreakingChange.Between(SchemaMembers.Read(Before), SchemaMembers.Read(after)));
        Assert.Equal(new BreakingChange("Color.GREEN", "is gone", WasAnnounced: true), change);
    }

    [Fact]
    public void WhenATypeGoes_ThenItsMembersAreNotNamedToo()
    {
        var after = Before.Replace("input Wish { text: String  size: Int! = 1  old: String! }", "", StringComparison.Ordinal);
        Assert.Equal("Wish", Assert.Single(BreakingChange.Between(SchemaMembers.Read(Before), SchemaMembers.Read(after))).Member);
    }
}
