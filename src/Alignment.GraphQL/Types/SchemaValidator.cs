using Alignment.GraphQL.Language;
using Alignment.GraphQL.Validation;
using Alignment.GraphQL.Validation.Rules;

namespace Alignment.GraphQL.Types;

/// <summary>The rules of the specification's type system that a schema must keep before it may run.</summary>
internal sealed class SchemaValidator
{
    private static readonly DocumentNode Empty = new(default, []);

    private readonly Schema schema;
    private readonly List<string> problems = [];

    private SchemaValidator(Schema schema) => this.schema = schema;

    internal static IReadOnlyList<string> Validate(Schema schema)
    {
        var validator = new SchemaValidator(schema);
        foreach (var directive in schema.DirectiveTypes)
            validator.Directive(directive);
        foreach (var type in schema.Types.Where(t => !t.IsIntrospectionType))
            validator.Type(type);
        InputObjectRules.Check(schema, validator.problems);
        validator.Roots();
        return validator.problems;
    }

    private void Roots()
    {
        (string Kind, ObjectType? Type)[] roots = [("query", schema.QueryType), ("mutation", schema.MutationType), ("subscription", schema.SubscriptionType)];
        foreach (var same in roots.Where(r => r.Type is not null).GroupBy(r => r.Type!).Where(g => g.Count() > 1))
        {
            var kinds = same.Select(r => r.Kind).ToList();
            problems.Add($"All root types must be different, \"{same.Key}\" type is used as {string.Join(", ", kinds.SkipLast(1))}{(kinds.Count > 2 ? "," : "")} and {kinds[^1]} root types.");
        }
    }

    private void Type(NamedType type)
    {
        Name(type.Name, "Name");
        switch (type)
        {
            case ComplexType complex:
                Fields(complex);
                foreach (var implemented in complex.Interfaces)
                    Implementation(complex, implemented);
                break;
            case UnionType { Types.Count: 0 }:
                problems.Add($"Union type {type} must define one or more member types.");
                break;
            case EnumType enumType:
                if (enumType.Values.Count == 0)
                    problems.Add($"Enum type {type} must define one or more values.");
                foreach (var value in enumType.Values)
                    Name(value.Name, $"Enum value {type}.{value.Name}");
                break;
            case InputObjectType input:
                if (input.Fields.Count == 0)
                    problems.Add($"Input Object type {type} must define one or more fields.");
                foreach (var field in input.Fields)
                    InputField(field, input.IsOneOf);
                break;
        }
    }

    private void Fields(ComplexType type)
    {
        if (type.Fields.Count == 0)
            problems.Add($"Type {type} must define one or more fields.");
        foreach (var field in type.Fields)
        {
            Name(field.Name, $"Field {field.Coordinate}");
            if (!field.Type.IsOutputType())
                problems.Add($"The type of {field.Coordinate} must be Output Type but got: {field.Type}.");
            foreach (var argument in field.Arguments)
                InputField(argument, oneOf: false);
        }
    }

    private void InputField(InputField field, bool oneOf)
    {
        Name(field.Name, field.Coordinate);
        if (!field.Type.IsInputType())
            problems.Add($"The type of {field.Coordinate} must be Input Type but got: {field.Type}.");
        if (field.IsRequired && field.DeprecationReason is not null)
            problems.Add($"Required {(field.Coordinate.Contains('(', StringComparison.Ordinal) ? "argument" : "input field")} {field.Coordinate} cannot be deprecated.");
        if (oneOf && field.Type is NonNullType)
            problems.Add($"OneOf input field {field.Coordinate} must be nullable.");
        if (oneOf && field.DefaultValue is not null)
            problems.Add($"OneOf input field {field.Coordinate} cannot have a default value.");
        if (field.DefaultValue is { } value && field.Type.IsInputType())
            problems.AddRange(DefaultProblems(value, field.Type).Select(problem => $"{field.Coordinate} has invalid default value: {problem}"));
    }

    // A document's literals are held to the same rules.
    private IEnumerable<string> DefaultProblems(ValueNode value, IType type)
    {
        var context = new ValidationContext(schema, Empty, new ValidationOptions { Suggestions = false });
        new LiteralValidator(context).Validate(value, type);
        return context.Errors.Select(e => e.Message);
    }

    private void Implementation(ComplexType type, InterfaceType implemented)
    {
        if (ReferenceEquals(type, implemented))
        {
            problems.Add($"Type {type} cannot implement itself because it would create a circular reference.");
            return;
        }

        foreach (var inherited in implemented.Interfaces.Where(i => !type.Implements(i)))
        {
            problems.Add(ReferenceEquals(inherited, type)
                ? $"Type {type} cannot implement {implemented} because it would create a circular reference."
                : $"Type {type} must implement {inherited} because it is implemented by {implemented}.");
        }

        foreach (var expected in implemented.Fields)
        {
            if (!type.Fields.TryGetField(expected.Name, out var field))
            {
                problems.Add($"Interface field {expected.Coordinate} expected but {type} does not provide it.");
                continue;
            }

            if (!schema.IsSubTypeOf(field.Type, expected.Type))
                problems.Add($"Interface field {expected.Coordinate} expects type {expected.Type} but {field.Coordinate} is type {field.Type}.");
            if (expected.DeprecationReason is null && field.DeprecationReason is not null)
                problems.Add($"Interface field {expected.Coordinate} is not deprecated, so implementation field {field.Coordinate} must not be deprecated.");
            Arguments(field, expected);
        }
    }

    private void Arguments(OutputField field, OutputField expected)
    {
        foreach (var argument in expected.Arguments)
        {
            if (!field.Arguments.TryGetField(argument.Name, out var own))
                problems.Add($"Interface field argument {argument.Coordinate} expected but {field.Coordinate} does not provide it.");
            else if (!own.Type.IsEqualTo(argument.Type))
                problems.Add($"Interface field argument {argument.Coordinate} expects type {argument.Type} but {own.Coordinate} is type {own.Type}.");
        }

        foreach (var extra in field.Arguments.Where(a => a.IsRequired && !expected.Arguments.ContainsField(a.Name)))
            problems.Add($"Argument \"{extra.Coordinate}\" must not be required type \"{extra.Type}\" if not provided by the Interface field \"{expected.Coordinate}\".");
    }

    private void Directive(DirectiveType directive)
    {
        Name(directive.Name, directive.ToString());
        if (directive.Locations.Count == 0)
            problems.Add($"Directive {directive} must include 1 or more locations.");
        foreach (var argument in directive.Arguments)
            InputField(argument, oneOf: false);
    }

    /// <summary>What is said of a type whose name is reserved.</summary>
    internal static string Reserved(string name) => $"Name \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.";

    private void Name(string name, string what)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
            problems.Add($"{what} \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            problems.Add($"{what} \"{name}\" must consist of letters, digits and underscores, and not begin with a digit.");
    }
}
