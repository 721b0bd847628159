using System.Reflection;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>Fields made of methods, their arguments, and input objects.</content>
internal sealed partial class AnnotatedSchema
{
    private OutputFieldConfiguration MethodField(MethodInfo method, string typeName, Type declaring)
    {
        var paging = method.GetCustomAttribute<UsePagingAttribute>();
        var field = new OutputFieldConfiguration(Naming.OfMethod(method), TypeReference.Named("String"))
        {
            Origin = $"method {declaring.FullName}.{method.Name}",
            Description = method.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(method),
            DeprecationReason = Naming.DeprecationOf(method),
            Cost = method.GetCustomAttribute<CostAttribute>()?.Weight,
            AssumedSize = method.GetCustomAttribute<ListSizeAttribute>()?.AssumedSize,
        };
        var result = TypeInference.Unwrap(Inference.Of(method));
        if (result.Type == typeof(void) || result.Type == typeof(Task) || result.Type == typeof(ValueTask))
            throw new ArgumentException("the method returns nothing.");
        if (paging is not null)
        {
            AddPaging(field, paging, method, result);
        }
        else
        {
            var id = IdOf(method);
            field.IdTypeName = id is "" ? typeName : id;
            field.Type = OutputReference(method, result, id is not null, result.Type);
        }

        foreach (var parameter in method.GetParameters().Where(compiler.IsArgument))
            field.Arguments.Add(Argument(parameter));
        field.Resolver = compiler.Method(method, p => ArgumentOf(p, field));
        field.Authorization.AddRange(declaring.GetCustomAttributes<AuthorizeAttribute>());
        field.Authorization.AddRange(method.GetCustomAttributes<AuthorizeAttribute>());
        return field;
    }

    private InputFieldConfiguration Argument(ParameterInfo parameter)
    {
        var id = IdOf(parameter);
        if (id is null && parameter.Member.GetCustomAttribute<NodeResolverAttribute>() is not null && nodesByMethod.TryGetValue((MethodInfo)parameter.Member, out var node))
            id = OutputName(node);
        var info = Inference.Of(parameter);
        var literal = DefaultLiterals.Of(parameter, null);
        var reference = parameter.GetCustomAttribute<GraphQLTypeAttribute>() is { } written ? TypeReference.Parse(written.Type)
            : id is not null ? Inference.InputAs(info, "ID")
            : Inference.Input(info);
        return new InputFieldConfiguration(Naming.OfParameter(parameter), reference)
        {
            Description = parameter.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(parameter),
            DefaultValue = literal,
            RuntimeType = parameter.ParameterType,
            Binding = id is null ? null : new InputBinding(id),
        };
    }

    private static ParameterBinding ArgumentOf(ParameterInfo parameter, OutputFieldConfiguration field)
    {
        var type = parameter.ParameterType;
        if (type == typeof(PagingArguments))
            return PagingBinding(field);
        var name = Naming.OfParameter(parameter);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            var make = Optionals.FactoryOf(type);
            return new OptionalArgumentBinding(name, (given, value) => make(value, given));
        }

        return new ArgumentBinding(name, DefaultOf(parameter));
    }

    private static object? DefaultOf(ParameterInfo parameter)
    {
        if (parameter is { HasDefaultValue: true, DefaultValue: { } value })
            return value;
        return parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? Activator.CreateInstance(parameter.ParameterType)
            : null;
    }

    private void AddInput(Type type, string name)
    {
        var configuration = new InputObjectTypeConfiguration(name)
        {
            RuntimeType = type,
            Origin = type.FullName ?? name,
            IsOneOf = type.GetCustomAttribute<OneOfAttribute>() is not null,
            Description = type.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(type),
        };
        builder.AddType(configuration);
        if (type.IsAbstract || type.IsInterface || type == typeof(object))
            throw new ArgumentException($"{type.FullName} cannot be an input: it cannot be made. If it is a service, register it or mark the parameter with [Service].");
        work.Enqueue(() =>
        {
            var constructor = InputObjectExpression.ConstructorOf(type);
            foreach (var property in PropertiesOf(type))
                Guard($"{type.FullName}.{property.Name}", () => AddInputField(configuration, property, constructor));
        });
    }

    private void AddInputField(InputObjectTypeConfiguration configuration, PropertyInfo property, ConstructorInfo? constructor)
    {
        var parameter = constructor?.GetParameters().FirstOrDefault(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase));
        if (parameter is null && property.SetMethod is not { IsPublic: true })
            return;
        var id = IdOf(property, parameter);
        var written = property.GetCustomAttribute<GraphQLTypeAttribute>() ?? parameter?.GetCustomAttribute<GraphQLTypeAttribute>();
        var info = parameter is null ? Inference.Of(property) : Inference.Of(parameter);
        var reference = written is not null ? TypeReference.Parse(written.Type) : id is not null ? Inference.InputAs(info, "ID") : Inference.Input(info);
        configuration.Fields.Add(new InputFieldConfiguration(Naming.OfMember(property, parameter), configuration.IsOneOf ? reference.Nullable() : reference)
        {
            Description = property.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(property),
            DeprecationReason = Naming.DeprecationOf(property),
            DefaultValue = configuration.IsOneOf ? null : DefaultLiterals.Of(parameter, property),
            RuntimeType = property.PropertyType,
            MemberName = property.Name,
            Binding = id is null ? null : new InputBinding(id),
        });
    }
}
