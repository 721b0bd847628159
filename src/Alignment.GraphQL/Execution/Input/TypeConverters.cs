using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Alignment.GraphQL.Execution;

/// <summary>Conversions between classes that the schema does not know, such as typed ids, and those its scalars know.</summary>
public sealed class TypeConverters
{
    private readonly Dictionary<(Type From, Type To), Delegate> typed = [];
    private readonly Dictionary<(Type From, Type To), Func<object, object>> boxed = [];

    internal TypeConverters()
    {
        Add<int, short>(v => checked((short)v));
        Add<int, byte>(v => checked((byte)v));
        Add<int, sbyte>(v => checked((sbyte)v));
        Add<int, ushort>(v => checked((ushort)v));
        Add<int, long>(v => v);
        Add<short, int>(v => v);
        Add<byte, int>(v => v);
        Add<sbyte, int>(v => v);
        Add<ushort, int>(v => v);
        Add<double, float>(v => (float)v);
        Add<float, double>(v => v);
        Add<double, decimal>(v => (decimal)v);
        Add<decimal, double>(v => (double)v);
        Add<string, Guid>(Guid.Parse);
        Add<Guid, string>(v => v.ToString("D"));
        Add<string, int>(v => int.Parse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        Add<int, string>(v => v.ToString(CultureInfo.InvariantCulture));
        Add<string, long>(v => long.Parse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        Add<long, string>(v => v.ToString(CultureInfo.InvariantCulture));
        Add<string, Uri>(v => new Uri(v, UriKind.RelativeOrAbsolute));
        Add<Uri, string>(v => v.OriginalString);
    }

    /// <summary>Adds or replaces a conversion. A conversion that throws refuses the value.</summary>
    public void Add<TFrom, TTo>(Func<TFrom, TTo> convert)
        where TFrom : notnull
        where TTo : notnull
    {
        typed[(typeof(TFrom), typeof(TTo))] = convert;
        boxed[(typeof(TFrom), typeof(TTo))] = value => convert((TFrom)value);
    }

    internal bool TryGet<TFrom, TTo>([NotNullWhen(true)] out Func<TFrom, TTo>? convert)
    {
        convert = typed.GetValueOrDefault((typeof(TFrom), typeof(TTo))) as Func<TFrom, TTo>;
        return convert is not null;
    }

    internal bool TryGet(Type from, Type to, [NotNullWhen(true)] out Func<object, object>? convert) => boxed.TryGetValue((from, to), out convert);

    /// <summary>The classes that a class can be converted to.</summary>
    internal IEnumerable<Type> TargetsOf(Type from) => boxed.Keys.Where(k => k.From == from).Select(k => k.To);
}
