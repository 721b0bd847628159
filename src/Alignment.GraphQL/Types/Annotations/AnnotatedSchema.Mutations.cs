using System.Reflection;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <content>The mutation conventions.</content>
internal sealed partial class AnnotatedSchema
{
    private void AddMutationField(ObjectTypeConfiguration root, Type type, MethodInfo method)
    {
        var convention = method.GetCustomAttribute<UseMutationConventionAttribute>();
        if (convention is { Disable: true })
        {
            root.Fields.Add(MethodField(method, "Mutation", type));
            return;
        }

        var name = Naming.OfMethod(method);
        var pascal = Naming.PascalCase(name);
        var result = TypeInference.Unwrap(Inference.Of(method));
        var (errors, factories) = ErrorsOf(method, type);
        var field = new OutputFieldConfiguration(name, TypeReference.Named($"{pascal}Payload").NonNull())
        {
            Origin = $"method {type.FullName}.{method.Name}",
            Description = method.GetCustomAttribute<GraphQLDescriptionAttribute>()?.Description ?? documentation.Of(method),
            DeprecationReason = Naming.DeprecationOf(method),
            Cost = method.GetCustomAttribute<CostAttribute>()?.Weight,
        };
        var argumentOf = AddMutationInput(field, pascal, method);
        AddPayload(pascal, name, result, convention, errors);
        var compiled = compiler.Compile(method, argumentOf);
        var call = new MutationCall(method, result.Type, BoxedCalls.Of(compiled), definition.MutationMiddleware, factories);
        field.Resolver = new ValueTaskFieldResolver<MutationPayload>(
            new ResolverMethod<ValueTask<MutationPayload>>(compiled.Bindings, call.InvokeAsync, NeedsContext: true));
        field.Authorization.AddRange(type.GetCustomAttributes<AuthorizeAttribute>());
        field.Authorization.AddRange(method.GetCustomAttributes<AuthorizeAttribute>());
        root.Fields.Add(field);
    }

    // One input: the parameter of that name as it is, or else made of all parameters.
    private Func<ParameterInfo, ParameterBinding> AddMutationInput(OutputFieldConfiguration field, string pascal, MethodInfo method)
    {
        var extra = definition.Mutations.InputFields.Where(f => f.AppliesTo(method)).ToList();
        var arguments = method.GetParameters().Where(compiler.IsArgument).ToList();
        if (arguments is [{ Name: "input" } only])
        {
            var inputName = InputName(InputCoercers.Unwrap(only.ParameterType));
            field.Arguments.Add(new InputFieldConfiguration("input", TypeReference.Named(inputName).NonNull()) { RuntimeType = only.ParameterType });
            work.Enqueue(() => AddExtraFields((InputObjectTypeConfiguration)builder.Types[inputName], extra));
            return _ => new ArgumentBinding("input", null);
        }

        if (arguments.Count == 0 && extra.Count == 0)
            return _ => throw new ArgumentException("the mutation has no arguments.");
        var input = new InputObjectTypeConfiguration($"{pascal}Input") { Description = $"The input of `{field.Name}`.", Origin = $"{method.DeclaringType!.FullName}.{method.Name}" };
        foreach (var parameter in arguments)
            input.Fields.Add(Argument(parameter));
        AddExtraFields(input, extra);
        builder.AddType(input);
        field.Arguments.Add(new InputFieldConfiguration("input", TypeReference.Named(input.Name).NonNull()) { RuntimeType = typeof(Dictionary<string, object?>) });
        return p => new InputMemberBinding(Naming.OfParameter(p), DefaultOf(p), p.ParameterType);
    }

    private static void AddExtraFields(InputObjectTypeConfiguration input, List<MutationInputField> extra)
    {
        foreach (var added in extra.Where(e => !input.Fields.Exists(f => f.Name == e.Name)))
            input.Fields.Add(new InputFieldConfiguration(added.Name, TypeReference.Parse(added.Type)) { Description = added.Description });
    }

    private void AddPayload(string pascal, string fieldName, NullabilityInfo result, UseMutationConventionAttribute? convention, List<string> errors)
    {
        var payload = new ObjectTypeConfiguration($"{pascal}Payload") { RuntimeType = typeof(MutationPayload), Description = $"What `{fieldName}` answers." };
        builder.AddType(payload);
        var type = Nullable.GetUnderlyingType(result.Type) ?? result.Type;
        if (type.Name.EndsWith("Payload", StringComparison.Ordinal) && !type.IsEnum)
        {
            payload.Description = documentation.Of(type) ?? payload.Description;
            work.Enqueue(() =>
            {
                foreach (var property in PropertiesOf(type))
                    Guard($"{type.FullName}.{property.Name}", () => payload.Fields.Add(PayloadMember(property, type, payload.Name, errors.Count > 0)));
                AddErrors(payload, pascal, errors);
            });
            return;
        }

        var reference = Inference.Output(result).Nullable();
        payload.Fields.Add(new OutputFieldConfiguration(convention?.PayloadFieldName ?? PayloadFieldName(reference, IsList(type)), reference)
        {
            Resolver = (FieldResolver)ResolverCompiler.Invoke(
                type.IsValueType ? nameof(ResolverCompiler.PayloadStruct) : nameof(ResolverCompiler.PayloadValue), [type])!,
        });
        AddErrors(payload, pascal, errors);
    }

    private static string PayloadFieldName(TypeReference reference, bool isList) =>
        Naming.CamelCase(reference.NamedTypeName) + (isList ? "s" : "");

    private OutputFieldConfiguration PayloadMember(PropertyInfo property, Type type, string typeName, bool mayBeMissing)
    {
        var field = PropertyField(property, type, typeName, null, withResolver: false);
        var underlying = property.PropertyType;
        var isStruct = underlying.IsValueType && Nullable.GetUnderlyingType(underlying) is null;
        field.Resolver = (FieldResolver)ResolverCompiler.Invoke(
            isStruct ? nameof(ResolverCompiler.PayloadStructMember) : nameof(ResolverCompiler.PayloadMember), [type, underlying], property)!;
        if (mayBeMissing)
            field.Type = field.Type.Nullable();
        return field;
    }

    private void AddErrors(ObjectTypeConfiguration payload, string pascal, List<string> errors)
    {
        if (errors.Count == 0)
            return;
        var union = new UnionTypeConfiguration($"{pascal}Error") { Description = $"What may keep `{Naming.CamelCase(pascal)}` from being done." };
        union.Types.AddRange(errors);
        builder.AddType(union);
        payload.Fields.Add(new OutputFieldConfiguration("errors", TypeReference.Named(union.Name).NonNull().List())
        {
            Description = "Null when there are none.",
            Resolver = FieldResolver.Member<MutationPayload, IReadOnlyList<object>?>(p => p.Errors.Count > 0 ? p.Errors : null),
        });
    }

    private (List<string> Names, List<ErrorFactory> Factories) ErrorsOf(MethodInfo method, Type type)
    {
        var classes = method.GetCustomAttributes<ErrorAttribute>().Concat(type.GetCustomAttributes<ErrorAttribute>())
            .Select(a => a.ErrorType).Concat(definition.Mutations.Errors).Distinct().ToList();
        var factories = new List<ErrorFactory>();
        var names = new List<string>();
        foreach (var error in classes)
        {
            if (typeof(Exception).IsAssignableFrom(error))
            {
                names.Add(ExceptionErrorName(error));
                factories.Add(new ErrorFactory(error, e => Activator.CreateInstance(typeof(ExceptionError<>).MakeGenericType(error), e)!));
                continue;
            }

            names.Add(OutputName(error));
            if (definition.ErrorInterface is { } expected && !expected.IsAssignableFrom(error))
                builder.AddProblem($"{error.FullName} is an error of {method.Name}, but does not implement {expected.FullName}.");
            foreach (var create in error.GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.Name == "CreateErrorFrom"))
            {
                if (create.GetParameters() is [var only] && typeof(Exception).IsAssignableFrom(only.ParameterType))
                    factories.Add(new ErrorFactory(only.ParameterType, e => create.Invoke(null, [e])!));
            }
        }

        return (names, factories);
    }

    private string ExceptionErrorName(Type exception)
    {
        if (definition.ErrorInterface is { } expected)
            throw new ArgumentException($"{exception.FullName} cannot implement {expected.FullName}: give it a class with CreateErrorFrom.");
        var wrapper = typeof(ExceptionError<>).MakeGenericType(exception);
        if (outputs.TryGetValue(wrapper, out var known))
            return known;
        var name = exception.Name.EndsWith("Exception", StringComparison.Ordinal) ? exception.Name[..^9] : exception.Name;
        outputs[wrapper] = $"{name}Error";
        AddObject(wrapper, $"{name}Error");
        return $"{name}Error";
    }
}

/// <summary>A member of an input that was made of parameters.</summary>
internal sealed class InputMemberBinding(string name, object? absent, Type type) : ParameterBinding
{
    private readonly Func<object?, bool, object>? optional =
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? Optionals.FactoryOf(type) : null;

    internal override object? Bind(Column column)
    {
        var input = (Dictionary<string, object?>)column.Arguments[column.Selection.IndexOfArgument("input")]!;
        var given = input.TryGetValue(name, out var value);
        return optional is not null ? optional(value, given) : given ? value ?? absent : absent;
    }
}
