using System.Reflection;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Objects, interfaces, unions and enums.</content>
internal sealed partial class AnnotatedSchema
{
    private void AddObject(Type type, string name)
    {
        var configuration = new ObjectTypeConfiguration(name) { RuntimeType = type, Origin = type.FullName ?? name };
        configuration.Description = type.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description
            ?? descriptors.GetValueOrDefault(type)?.Description
            ?? documentation.Of(type);
        builder.AddType(configuration);
        foreach (var interfaceType in abstracts.Where(a => a != type && a.IsAssignableFrom(type) && a.GetCustomAttribute<UnionTypeAttribute>() is null))
            configuration.Interfaces.Add(OutputName(interfaceType));
        if (nodes.ContainsKey(type))
            configuration.Interfaces.Add("Node");
        work.Enqueue(() =>
        {
            AddMembers(configuration, type, withResolvers: true);
            AddExtensions(configuration, type);
        });
    }

    private void AddAbstract(Type type, string name)
    {
        var description = type.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(type);
        var implementations = all.Where(t => t is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && t != type && type.IsAssignableFrom(t)).ToList();
        if (type.GetCustomAttribute<UnionTypeAttribute>() is not null)
        {
            var union = new UnionTypeConfiguration(name) { Description = description, RuntimeType = type, Origin = type.FullName ?? name };
            builder.AddType(union);
            work.Enqueue(() => union.Types.AddRange(implementations.Select(OutputName)));
            return;
        }

        var configuration = new InterfaceTypeConfiguration(name) { Description = description, RuntimeType = type, Origin = type.FullName ?? name };
        builder.AddType(configuration);
        foreach (var parent in abstracts.Where(a => a != type && a.IsAssignableFrom(type) && a.GetCustomAttribute<InterfaceTypeAttribute>() is not null))
            configuration.Interfaces.Add(OutputName(parent));
        work.Enqueue(() =>
        {
            AddMembers(configuration, type, withResolvers: false);
            foreach (var implementation in implementations)
                OutputName(implementation);
        });
    }

    private string AddEnum(Type type)
    {
        var name = Naming.OfType(type);
        Claim(name, type);
        var configuration = new EnumTypeConfiguration(name)
        {
            RuntimeType = type,
            Origin = type.FullName ?? name,
            Description = type.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(type),
        };
        foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public).Where(f => f.GetCustomAttribute<GraphQLIgnoreAttribute>() is null))
        {
            configuration.Values.Add(new EnumValueConfiguration(Naming.OfEnumValue(field), field.GetValue(null)!)
            {
                Description = field.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(field),
                DeprecationReason = Naming.DeprecationOf(field),
            });
        }

        builder.AddType(configuration);
        return name;
    }

    private void AddMembers(ComplexTypeConfiguration configuration, Type type, bool withResolvers)
    {
        var descriptor = descriptors.GetValueOrDefault(type);
        var methods = extensions.GetValueOrDefault(type)?.SelectMany(FieldMethodsOf).ToList() ?? [];
        var bound = methods.Select(m => m.GetCustomAttribute<BindMemberAttribute>()?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

        // A property that a method replaces is not looked at: its class may have no place in the schema.
        var replaced = methods.Where(m => m.GetCustomAttribute<NodeResolverAttribute>() is null).Select(Naming.OfMethod).ToHashSet(StringComparer.Ordinal);
        foreach (var property in PropertiesOf(type))
        {
            var described = descriptor?.Fields.GetValueOrDefault(property.Name);
            if (bound.Contains(property.Name) || replaced.Contains(Naming.OfMember(property)) || described is { IsIgnored: true } || (descriptor is { IsExplicit: true } && described is null))
                continue;
            Guard($"{type.FullName}.{property.Name}", () => configuration.Fields.Add(PropertyField(property, type, configuration.Name, described, withResolvers)));
        }
    }

    private void AddExtensions(ObjectTypeConfiguration configuration, Type type)
    {
        foreach (var extension in extensions.GetValueOrDefault(type) ?? [])
        {
            foreach (var method in FieldMethodsOf(extension).Where(m => m.GetCustomAttribute<NodeResolverAttribute>() is null))
            {
                Guard($"{extension.Name}.{method.Name}", () =>
                {
                    var field = MethodField(method, configuration.Name, extension);
                    configuration.Fields.RemoveAll(f => f.Name == field.Name && f.Origin?.StartsWith("property ", StringComparison.Ordinal) == true);
                    configuration.Fields.Add(field);
                });
            }
        }
    }

    private OutputFieldConfiguration PropertyField(PropertyInfo property, Type type, string typeName, ObjectFieldDescriptor? described, bool withResolver)
    {
        var parameter = ConstructorParameterOf(property);
        var id = IdOf(property, parameter) ?? described?.Id ?? (nodes.ContainsKey(type) && property.Name == "Id" ? "" : null);
        var field = new OutputFieldConfiguration(described?.Name ?? Naming.OfMember(property, parameter), OutputReference(property, Inference.Of(property), id is not null, property.PropertyType))
        {
            Description = property.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? described?.Description ?? documentation.Of(property),
            DeprecationReason = Naming.DeprecationOf(property),
            Resolver = withResolver ? ResolverCompiler.Property(property, type) : null,
            IdTypeName = id is "" ? typeName : id,
            Cost = property.GetCustomAttribute<CostAttribute>()?.Weight,
            AssumedSize = property.GetCustomAttribute<ListSizeAttribute>()?.AssumedSize,
            Origin = $"property {type.FullName}.{property.Name}",
        };
        field.Authorization.AddRange(type.GetCustomAttributes<AuthorizeAttribute>());
        field.Authorization.AddRange(property.GetCustomAttributes<AuthorizeAttribute>());
        return field;
    }

    private TypeReference OutputReference(MemberInfo member, NullabilityInfo info, bool isId, Type type)
    {
        if (member.GetCustomAttribute<GraphQLTypeAttribute>() is { } written)
            return TypeReference.Parse(written.Type);
        _ = type;
        return isId ? Inference.OutputAs(info, "ID") : Inference.Output(info);
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type)
    {
        var properties = type.IsInterface
            ? type.GetInterfaces().Append(type).SelectMany(i => i.GetProperties())
            : type.GetProperties(BindingFlags.Instance | BindingFlags.Public);
        return properties
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0
                && p.GetCustomAttribute<GraphQLIgnoreAttribute>() is null
                && ConstructorParameterOf(p)?.GetCustomAttribute<GraphQLIgnoreAttribute>() is null)
            .DistinctBy(p => p.Name)
            .OrderBy(p => DepthOf(p.DeclaringType!))
            .ThenBy(p => p.MetadataToken);
    }

    private static int DepthOf(Type type)
    {
        var depth = 0;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
            depth++;
        return depth;
    }

    // A record's attributes stand on the parameters of its constructor unless they say otherwise.
    private static ParameterInfo? ConstructorParameterOf(PropertyInfo property) => property.DeclaringType!
        .GetConstructors()
        .SelectMany(c => c.GetParameters())
        .FirstOrDefault(p => p.Name == property.Name && p.ParameterType == property.PropertyType);

    /// <summary>Null if it is no id, empty if it is one of no named type, else the name of the type.</summary>
    private string? IdOf(params ReadOnlySpan<ICustomAttributeProvider?> places)
    {
        foreach (var place in places)
        {
            foreach (var attribute in place?.GetCustomAttributes(inherit: false) ?? [])
            {
                if (attribute is IDAttribute id)
                    return id.TypeName ?? "";
                var type = attribute.GetType();
                if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDAttribute<>))
                    return OutputName(type.GetGenericArguments()[0]);
            }
        }

        return null;
    }
}
