using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>The types and fields by which a schema describes itself.</summary>
internal static partial class Introspection
{
    /// <summary>Fresh configurations of the eight introspection types.</summary>
    internal static IEnumerable<TypeConfiguration> Types()
    {
        var builder = new SchemaBuilder().AddDocument(Definitions);
        SchemaFields(builder);
        TypeFields(builder);
        MemberFields(builder);
        return builder.Types.Values;
    }

    /// <summary><c>__schema</c>, <c>__type</c> and <c>__typename</c>, which every query root, and every composite type, has without listing it.</summary>
    internal static (OutputField Schema, OutputField Type, OutputField TypeName) MetaFields(Schema schema)
    {
        var text = (NamedType)schema.GetType<ScalarType>("String");
        var type = schema.GetType<ObjectType>("__Type");
        var schemaField = new OutputField(schema.QueryType, "__schema", "Access the current type schema of this server.", null)
        {
            Type = new NonNullType(schema.GetType<ObjectType>("__Schema")),
            Resolver = FieldResolver.Member<object, Schema>(_ => schema),
        };
        var typeField = new OutputField(schema.QueryType, "__type", "Request the type information of a single type.", null)
        {
            Type = type,
            Resolver = FieldResolver.From<NamedType?>(c => schema.TryGetType(c.ArgumentValue<string>("name"), out var found) ? found : null),
        };
        var name = new InputField("Query.__type(name:)", "name", null, null, null) { Type = new NonNullType(text) };
        typeField.Arguments = new FieldCollection<InputField>([name]);
        var typeName = new OutputField(schema.QueryType, "__typename", "The name of the current Object type at runtime.", null)
        {
            Type = new NonNullType(text),
        };
        return (schemaField, typeField, typeName);
    }

    private static void SchemaFields(SchemaBuilder builder)
    {
        Member<Schema, string?>("__Schema", "description", s => s.Description);
        Member<Schema, IReadOnlyList<NamedType>>("__Schema", "types", s => s.Types);
        Member<Schema, NamedType>("__Schema", "queryType", s => s.QueryType);
        Member<Schema, NamedType?>("__Schema", "mutationType", s => s.MutationType);
        Member<Schema, NamedType?>("__Schema", "subscriptionType", s => s.SubscriptionType);
        builder.AddResolver("__Schema", "directives", FieldResolver.From(c =>
            Undeprecated(c, c.Parent<Schema>().DirectiveTypes, d => d.DeprecationReason)));

        Member<DirectiveType, string>("__Directive", "name", d => d.Name);
        Member<DirectiveType, string?>("__Directive", "description", d => d.Description);
        Member<DirectiveType, bool>("__Directive", "isRepeatable", d => d.IsRepeatable);
        Member<DirectiveType, IEnumerable<string>>("__Directive", "locations", d => d.Locations.Select(EnumNames.Of));
        Member<DirectiveType, bool>("__Directive", "isDeprecated", d => d.DeprecationReason is not null);
        Member<DirectiveType, string?>("__Directive", "deprecationReason", d => d.DeprecationReason);
        builder.AddResolver("__Directive", "args", FieldResolver.From(c =>
            Undeprecated(c, c.Parent<DirectiveType>().Arguments, a => a.DeprecationReason)));

        void Member<TParent, TResult>(string type, string field, Func<TParent, TResult> read) =>
            builder.AddResolver(type, field, FieldResolver.Member(read));
    }

    private static void TypeFields(SchemaBuilder builder)
    {
        Member("kind", t => EnumNames.Of(t.Kind));
        Member("name", t => (t as NamedType)?.Name);
        Member("description", t => (t as NamedType)?.Description);
        Member("specifiedByURL", t => (t as ScalarType)?.SpecifiedBy);
        Member<IReadOnlyList<InterfaceType>?>("interfaces", t => (t as ComplexType)?.Interfaces);
        Member("ofType", t => t switch { NonNullType n => n.NullableType, ListType l => l.ElementType, _ => null });
        Member("isOneOf", t => (t as InputObjectType)?.IsOneOf);
        builder.AddResolver("__Type", "fields", FieldResolver.From(c =>
            c.Parent<IType>() is ComplexType type ? Undeprecated(c, type.Fields, f => f.DeprecationReason) : null));
        builder.AddResolver("__Type", "possibleTypes", FieldResolver.From(c =>
            c.Parent<IType>() is NamedType type && type.IsAbstractType() ? c.Schema.GetPossibleTypes(type) : null));
        builder.AddResolver("__Type", "enumValues", FieldResolver.From(c =>
            c.Parent<IType>() is EnumType type ? Undeprecated(c, type.Values, v => v.DeprecationReason) : null));
        builder.AddResolver("__Type", "inputFields", FieldResolver.From(c =>
            c.Parent<IType>() is InputObjectType type ? Undeprecated(c, type.Fields, f => f.DeprecationReason) : null));

        void Member<TResult>(string field, Func<IType, TResult> read) =>
            builder.AddResolver("__Type", field, FieldResolver.Member(read));
    }

    private static void MemberFields(SchemaBuilder builder)
    {
        Member<OutputField, string>("__Field", "name", f => f.Name);
        Member<OutputField, string?>("__Field", "description", f => f.Description);
        Member<OutputField, IType>("__Field", "type", f => f.Type);
        Member<OutputField, bool>("__Field", "isDeprecated", f => f.DeprecationReason is not null);
        Member<OutputField, string?>("__Field", "deprecationReason", f => f.DeprecationReason);
        builder.AddResolver("__Field", "args", FieldResolver.From(c =>
            Undeprecated(c, c.Parent<OutputField>().Arguments, a => a.DeprecationReason)));

        Member<InputField, string>("__InputValue", "name", f => f.Name);
        Member<InputField, string?>("__InputValue", "description", f => f.Description);
        Member<InputField, IType>("__InputValue", "type", f => f.Type);
        Member<InputField, string?>("__InputValue", "defaultValue", f => f.DefaultValue is { } value ? SyntaxPrinter.Print(value) : null);
        Member<InputField, bool>("__InputValue", "isDeprecated", f => f.DeprecationReason is not null);
        Member<InputField, string?>("__InputValue", "deprecationReason", f => f.DeprecationReason);

        Member<EnumValue, string>("__EnumValue", "name", v => v.Name);
        Member<EnumValue, string?>("__EnumValue", "description", v => v.Description);
        Member<EnumValue, bool>("__EnumValue", "isDeprecated", v => v.DeprecationReason is not null);
        Member<EnumValue, string?>("__EnumValue", "deprecationReason", v => v.DeprecationReason);

        void Member<TParent, TResult>(string type, string field, Func<TParent, TResult> read) =>
            builder.AddResolver(type, field, FieldResolver.Member(read));
    }

    private static IReadOnlyList<T> Undeprecated<T>(IResolverContext context, IReadOnlyList<T> items, Func<T, string?> reason) =>
        context.ArgumentValue<bool>("includeDeprecated") ? items : [.. items.Where(i => reason(i) is null)];
}
