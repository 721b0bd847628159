using System.Globalization;
using System.Reflection;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>Defaults of C# as literals.</summary>
internal static class DefaultLiterals
{
    /// <summary>The default of a parameter or property; null if there is none, or if it is null.</summary>
    internal static ValueNode? Of(ParameterInfo? parameter, PropertyInfo? property)
    {
        var written = parameter?.GetCustomAttribute<DefaultValueSyntaxAttribute>() ?? property?.GetCustomAttribute<DefaultValueSyntaxAttribute>();
        if (written is not null)
            return Utf8GraphQLParser.ParseValue(written.Value);
        return parameter is { HasDefaultValue: true, DefaultValue: { } value } ? Of(value, parameter.ParameterType) : null;
    }

    private static ValueNode? Of(object value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetName(type, value) is { } name ? new EnumValueNode(default, Naming.OfEnumValue(type.GetField(name)!)) : null;
        return value switch
        {
            bool truth => new BooleanValueNode(default, truth),
            string text => new StringValueNode(default, text),
            double or float or decimal => Number((IFormattable)value),
            IFormattable whole and (int or long or short or byte) => new IntValueNode(default, whole.ToString(null, CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    private static ValueNode Number(IFormattable value)
    {
        var text = value.ToString(null, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? new IntValueNode(default, text) : new FloatValueNode(default, text);
    }
}
