using System.Globalization;
using System.Text;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.Conformance;

/// <summary>The values behind the schema: the same as <c>world.mjs</c> makes; change both.</summary>
internal static class World
{
    private const int Modulus = 10007;

    /// <summary>An object of the world.</summary>
    internal sealed record Thing(string TypeName, int Seed);

    /// <summary>Gives every field its resolver, every subscription its events and every abstract type its function.</summary>
    /// <param name="builder">What the schema is made with.</param>
    /// <param name="definitions">The schema.</param>
    /// <param name="seed">Decides which events there are, for the request that asks.</param>
    internal static void Populate(SchemaBuilder builder, DocumentNode definitions, Func<int>? seed = null)
    {
        foreach (var type in definitions.Definitions)
        {
            if (type is ObjectTypeDefinitionNode objectType)
            {
                foreach (var field in objectType.Fields.Where(_ => seed is not null && objectType.Name.Value == "Subscription"))
                    builder.AddSubscription(field.Name.Value, context => Listen(context, seed!()));
                foreach (var field in objectType.Fields)
                    builder.AddResolver(objectType.Name.Value, field.Name.Value, FieldResolver.FromAsync(Resolve));
            }
            else if (type is InterfaceTypeDefinitionNode or UnionTypeDefinitionNode)
            {
                builder.AddTypeResolver((type as InterfaceTypeDefinitionNode)?.Name.Value ?? ((UnionTypeDefinitionNode)type).Name.Value, static v => ((Thing)v).TypeName);
            }
        }
    }

    private static async ValueTask<object?> Resolve(IResolverContext context)
    {
        var field = context.Selection.Field;
        if (field.DeclaringType.Name == "Arguments")
            return Canonical(Given(context));
        if (field.DeclaringType.Name == "Echo")
            return context.ArgumentValue<object?>("value");

        var seed = Step(context.Parent<Thing>().Seed, field.Name);
        if (seed % 3 == 0)
            await Task.Yield();
        return seed % 37 == 5
            ? throw new GraphQLException($"Cannot resolve {field.Name}.")
            : Make(context.Schema, field.Type, field.Name, seed);
    }

    /// <summary>The events of a subscription field: none to three, from a stream that may not open, or may break on the way.</summary>
    private static IAsyncEnumerable<object?> Listen(IResolverContext context, int root)
    {
        var field = context.Selection.Field;
        var seed = Step(root, field.Name);
        return seed % 11 == 5
            ? throw new GraphQLException($"Cannot listen to {field.Name}.")
            : Events(field.Name, seed, Canonical(Given(context)).Length);
    }

    private static async IAsyncEnumerable<object?> Events(string name, int seed, int more)
    {
        for (var i = 0; i < (seed + more) % 4; i++)
        {
            if (seed % 3 == 0)
                await Task.Yield();
            if (i == 1 && seed % 5 == 2)
                throw new GraphQLException($"The source of {name} broke.");
            yield return new Thing("", Item(seed, i));
        }
    }

    private static Dictionary<string, object?> Given(IResolverContext context) => context.Selection.Field.Arguments
        .Where(a => context.HasArgument(a.Name) || a.DefaultValue is not null)
        .ToDictionary(a => a.Name, a => context.ArgumentValue<object?>(a.Name), StringComparer.Ordinal);

    private static int Step(int seed, string name) => ((seed * 131) + (name.Length * 13) + name.Sum(c => c * 7)) % Modulus;

    private static int Item(int seed, int index) => ((seed * 17) + (index * 101) + 3) % Modulus;

    private static object? Make(Schema schema, IType type, string name, int seed)
    {
        if (type is NonNullType ? seed % 53 == 7 : seed % 9 == 4)
            return null;
        return type.NullableType() switch
        {
            ListType when seed % 47 == 11 => 42,
            ListType list => Enumerable.Range(0, seed % 4).Select(i => Make(schema, list.ElementType, name, Item(seed, i))).ToList(),
            ObjectType objectType => new Thing(objectType.Name, seed),
            NamedType abstractType when abstractType.IsAbstractType() => new Thing(PossibleType(schema, abstractType, seed), seed),
            EnumType enumType => seed % 61 == 17 ? "PURPLE" : enumType.Values[seed % enumType.Values.Count].Name,
            var scalar => Leaf(((NamedType)scalar).Name, name, seed),
        };
    }

    private static string PossibleType(Schema schema, NamedType type, int seed)
    {
        var possible = schema.GetPossibleTypes(type).Select(t => t.Name).Order(StringComparer.Ordinal).ToList();
        return seed % 59 == 8 ? "Address" : possible[seed % possible.Count];
    }

    private static object Leaf(string type, string name, int seed)
    {
        var odd = seed % 61 == 17;
        return type switch
        {
            "Int" => odd ? "many" : seed - 5000,
            "Float" => odd ? "much" : (seed - 5000) / 8d,
            "Boolean" => odd ? "maybe" : seed % 2 == 1,
            "ID" => odd ? 1.5 : seed % 2 == 1 ? $"id-{seed}" : seed,
            "String" => odd ? new List<object?> { seed } : $"{name} {seed}",
            "Link" => $"https://example.org/{seed}",
            _ => new Dictionary<string, object?> { ["a"] = seed, ["b"] = new List<object?> { seed % 2 == 1, null, "x" } },
        };
    }

    /// <summary>What a resolver was given, as JavaScript writes it as JSON, with the keys in order.</summary>
    private static string Canonical(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool truth => truth ? "true" : "false",
        double number => Number(number),
        IReadOnlyDictionary<string, object?> map =>
            $"{{{string.Join(',', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"\"{e.Key}\":{Canonical(e.Value)}"))}}}",
        System.Collections.IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(Canonical))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The shortest digits that mean the number, written out from 1e-6 up to 1e21.</summary>
    private static string Number(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (text.Split('E') is not [var digits, var power])
            return text;
        var exponent = int.Parse(power, CultureInfo.InvariantCulture);
        if (exponent is < -6 or > 20)
            return $"{digits}e{(exponent > 0 ? "+" : "")}{exponent.ToString(CultureInfo.InvariantCulture)}";
        if (exponent < 0)
            return number.ToString("0.########################", CultureInfo.InvariantCulture);
        var mantissa = digits.Split('.');
        return mantissa[0] + (mantissa.Length > 1 ? mantissa[1] : string.Empty).PadRight(exponent, '0');
    }
}
