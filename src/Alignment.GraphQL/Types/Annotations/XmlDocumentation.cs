using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>Descriptions from the XML documentation files beside the assemblies.</summary>
internal sealed class XmlDocumentation
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> files = new();

    internal string? Of(Type type) => Text(Find(type)?.Element("summary"));

    internal string? Of(FieldInfo field) => Text(Find(field.DeclaringType!.Assembly, $"F:{NameOf(field.DeclaringType)}.{field.Name}")?.Element("summary"));

    internal string? Of(PropertyInfo property) =>
        Text(Find(property.DeclaringType!.Assembly, $"P:{NameOf(property.DeclaringType)}.{property.Name}")?.Element("summary"))
        ?? Text(Parameter(Find(property.DeclaringType), property.Name));

    internal string? Of(MethodInfo method)
    {
        var element = Find(method);
        var summary = Text(element?.Element("summary"));
        var returns = Text(element?.Element("returns"));
        return returns is null ? summary : $"{summary}\n\n**Returns:** {returns}".Trim();
    }

    internal string? Of(ParameterInfo parameter) =>
        parameter.Member is MethodInfo method ? Text(Parameter(Find(method), parameter.Name))
        : parameter.Member is ConstructorInfo constructor ? Text(Parameter(Find(constructor.DeclaringType!), parameter.Name))
        : null;

    private XElement? Find(Type type) => Find(type.Assembly, $"T:{NameOf(type)}");

    private XElement? Find(MethodInfo method)
    {
        var prefix = $"M:{NameOf(method.DeclaringType!)}.{method.Name}";
        var parameters = method.GetParameters();
        return Find(method.DeclaringType!.Assembly, parameters.Length == 0 ? prefix : $"{prefix}({string.Join(',', parameters.Select(p => NameOf(p.ParameterType)))})");
    }

    private XElement? Find(Assembly assembly, string id) => files.GetOrAdd(assembly, Load).GetValueOrDefault(id);

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        if (assembly.IsDynamic || assembly.Location.Length == 0)
            return [];
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(path))
            return [];
        var members = XDocument.Load(path).Root?.Element("members")?.Elements("member") ?? [];
        return members.Where(m => m.Attribute("name") is not null)
            .DistinctBy(m => m.Attribute("name")!.Value)
            .ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
    }

    private static XElement? Parameter(XElement? member, string? name) =>
        member?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == name);

    // The notation of documentation ids: generic arguments in braces, nested types behind dots.
    private static string NameOf(Type type)
    {
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (!type.IsGenericType || type.IsGenericTypeDefinition)
            return (type.FullName ?? type.Name).Replace('+', '.');
        var definition = type.GetGenericTypeDefinition().FullName!.Replace('+', '.');
        return $"{definition[..definition.IndexOf('`', StringComparison.Ordinal)]}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}";
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = new StringBuilder();
        Append(text, element);
        var paragraphs = text.ToString().Split('\u2029')
            .Select(p => string.Join(' ', p.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(p => p.Length > 0);
        var result = string.Join("\n\n", paragraphs);
        return result.Length > 0 ? result : null;
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value);
                    break;
                case XElement { Name.LocalName: "para" or "item" } paragraph:
                    text.Append('\u2029');
                    Append(text, paragraph);
                    text.Append('\u2029');
                    break;
                case XElement { Name.LocalName: "c" or "code" } code:
                    text.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference:
                    text.Append(Reference(reference));
                    break;
                case XElement other:
                    Append(text, other);
                    break;
            }
        }
    }

    private static string Reference(XElement reference)
    {
        if (reference.Attribute("langword")?.Value is { } word)
            return $"`{word}`";
        if (reference.Attribute("name")?.Value is { } name)
            return $"`{name}`";
        if (reference.Value.Length > 0)
            return reference.Value;
        if (reference.Attribute("href")?.Value is { } address)
            return address;
        var target = (reference.Attribute("cref")?.Value ?? "").Split('(')[0];
        return target[(target.LastIndexOfAny(['.', ':']) + 1)..].Split('`', '{')[0];
    }
}
