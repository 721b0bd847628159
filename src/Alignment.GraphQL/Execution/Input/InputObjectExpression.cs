using System.Linq.Expressions;
using System.Reflection;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>
/// Compiles the making of an input object: constructor parameters by the name of the field, then the properties that can be set.
/// What was not given keeps the parameter's default or the property's initial value.
/// </summary>
internal static class InputObjectExpression
{
    private static readonly ParameterExpression Values = Expression.Parameter(typeof(object?[]), "values");
    private static readonly ParameterExpression Given = Expression.Parameter(typeof(bool[]), "given");

    internal static InputFactory Compile(InputObjectType type)
    {
        var runtime = type.RuntimeType;
        var constructor = ConstructorOf(runtime);
        var used = new HashSet<int>();
        var arguments = constructor?.GetParameters().Select(p => Argument(p, type, used)).ToArray() ?? [];
        var made = Expression.Variable(runtime, "made");
        var body = new List<Expression>
        {
            Expression.Assign(made, constructor is null ? Expression.New(runtime) : Expression.New(constructor, arguments)),
        };
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (used.Contains(i) || PropertyOf(runtime, type.Fields[i]) is not { } property)
                continue;
            body.Add(Expression.IfThen(
                Expression.ArrayIndex(Given, Expression.Constant(i)),
                Expression.Assign(Expression.Property(made, property), Value(i, property.PropertyType, null))));
        }

        body.Add(Expression.Convert(made, typeof(object)));
        return Expression.Lambda<InputFactory>(Expression.Block([made], body), Values, Given).Compile();
    }

    /// <summary>The constructor with the most parameters, a copy constructor aside; null for a struct without any.</summary>
    internal static ConstructorInfo? ConstructorOf(Type runtime) => runtime
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public)
        .Where(c => c.GetParameters() is not [var only] || only.ParameterType != runtime)
        .MaxBy(c => c.GetParameters().Length);

    internal static string MemberNameOf(InputField field) => field.MemberName ?? field.Name;

    private static Expression Argument(ParameterInfo parameter, InputObjectType type, HashSet<int> used)
    {
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (string.Equals(MemberNameOf(type.Fields[i]), parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                used.Add(i);
                return Value(i, parameter.ParameterType, parameter);
            }
        }

        return Otherwise(parameter.ParameterType, parameter);
    }

    private static Expression Value(int index, Type target, ParameterInfo? parameter)
    {
        var value = Expression.ArrayIndex(Values, Expression.Constant(index));
        var given = Expression.ArrayIndex(Given, Expression.Constant(index));
        if (target.IsGenericType && target.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            var inner = target.GetGenericArguments()[0];
            var make = target.GetConstructor([inner, typeof(bool)])!;
            return Expression.New(make, Unboxed(value, inner), given);
        }

        return Expression.Condition(given, Unboxed(value, target), Otherwise(target, parameter));
    }

    private static Expression Unboxed(Expression value, Type target) =>
        target.IsValueType && Nullable.GetUnderlyingType(target) is null
            ? Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(target), Expression.Convert(value, target))
            : Expression.Convert(value, target);

    private static Expression Otherwise(Type target, ParameterInfo? parameter) =>
        parameter is { HasDefaultValue: true, DefaultValue: { } value }
            ? Expression.Convert(Expression.Constant(target.IsEnum ? Enum.ToObject(target, value) : value), target)
            : Expression.Default(target);

    private static PropertyInfo? PropertyOf(Type runtime, InputField field) => runtime
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .FirstOrDefault(p => p.SetMethod is { IsPublic: true } && string.Equals(p.Name, MemberNameOf(field), StringComparison.OrdinalIgnoreCase));
}
