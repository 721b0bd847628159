using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>The rules of the specification's type system that a schema must keep before it may run.</summary>
internal sealed class SchemaValidator
{
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
        validator.InputCycles();
        return validator.problems;
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
        if (field.DefaultValue is { } value && field.Type.IsInputType() && DefaultProblem(value, field.Type) is { } problem)
            problems.Add($"{field.Coordinate} has invalid default value: {problem}");
    }

    private static string? DefaultProblem(ValueNode value, IType type)
    {
        switch (type)
        {
            case NonNullType nonNull:
                return value is NullValueNode ? $"Expected value of non-null type \"{type}\" not to be null." : DefaultProblem(value, nonNull.NullableType);
            case var _ when value is NullValueNode:
                return null;
            case ListType list:
                return value is ListValueNode items
                    ? items.Values.Select(v => DefaultProblem(v, list.ElementType)).FirstOrDefault(p => p is not null)
                    : DefaultProblem(value, list.ElementType);
            case ScalarType scalar:
                return scalar.IsValidLiteral(value, out var message) ? null : message;
            case EnumType enumType:
                return value is EnumValueNode name && enumType.TryGetValue(name.Value, out _) ? null : $"Value does not exist in \"{enumType}\" enum.";
            case InputObjectType input when value is ObjectValueNode map:
                if (map.Fields.FirstOrDefault(f => !input.Fields.ContainsField(f.Name.Value)) is { } unknown)
                    return $"Expected value of type \"{type}\" not to include unknown field \"{unknown.Name.Value}\".";
                if (input.Fields.FirstOrDefault(f => f.IsRequired && map.Fields.All(g => g.Name.Value != f.Name)) is { } missing)
                    return $"Expected value of type \"{type}\" to include required field \"{missing.Name}\".";
                return map.Fields.Select(f => DefaultProblem(f.Value, input.Fields[f.Name.Value].Type)).FirstOrDefault(p => p is not null);
            default:
                return $"Expected value of type \"{type}\" to be an object.";
        }
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

    private void Name(string name, string what)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
            problems.Add($"{what} \"{name}\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            problems.Add($"{what} \"{name}\" must consist of letters, digits and underscores, and not begin with a digit.");
    }

    // An input object that cannot be written because each non-null field asks for another one.
    private void InputCycles()
    {
        var finished = new HashSet<InputObjectType>();
        foreach (var type in schema.Types.OfType<InputObjectType>())
            Walk(type, []);

        void Walk(InputObjectType type, List<InputObjectType> path)
        {
            if (finished.Contains(type))
                return;
            var at = path.IndexOf(type);
            if (at >= 0)
            {
                problems.Add($"Invalid circular reference. The Input Object {type} references itself in the non-null fields of {string.Join(", ", path.Skip(at))}.");
                return;
            }

            path.Add(type);
            foreach (var field in type.Fields)
            {
                if (field.Type is NonNullType { NullableType: InputObjectType next })
                    Walk(next, path);
            }

            path.RemoveAt(path.Count - 1);
            finished.Add(type);
        }
    }
}
