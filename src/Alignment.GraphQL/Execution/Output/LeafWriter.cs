using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Writes values of one class as one leaf type, or lists of it.</summary>
internal abstract class LeafWriter<T>
{
    /// <summary>Writes the value, or nothing if it is null or refused.</summary>
    internal abstract Outcome Write(ResultFormatter formatter, T value);
}

/// <summary>A scalar whose values have the very class.</summary>
internal sealed class ScalarWriter<T>(ScalarType<T> scalar) : LeafWriter<T>
    where T : notnull
{
    internal override Outcome Write(ResultFormatter formatter, T value)
    {
        if (value is null)
            return Outcome.Null;
        scalar.Write(formatter.Writer, value);
        return Outcome.Written;
    }
}

/// <summary>A scalar whose values have another class.</summary>
internal sealed class ConvertingWriter<T, TRuntime>(Func<T, TRuntime> convert, ScalarType<TRuntime> scalar) : LeafWriter<T>
    where TRuntime : notnull
{
    internal override Outcome Write(ResultFormatter formatter, T value)
    {
        if (value is null || convert(value) is not { } converted)
            return Outcome.Null;
        scalar.Write(formatter.Writer, converted);
        return Outcome.Written;
    }
}

/// <summary>A scalar or enum whose values have no known class.</summary>
internal sealed class UntypedWriter<T>(NamedType type) : LeafWriter<T>
{
    internal override Outcome Write(ResultFormatter formatter, T value)
    {
        if (value is null)
            return Outcome.Null;
        string? error;
        if (type is ScalarType scalar)
        {
            if (scalar.TryWriteValue(formatter.Writer, value, out error))
                return Outcome.Written;
        }
        else
        {
            var enumType = (EnumType)type;
            if (enumType.TryGetByRuntimeValue(value, out var name) || (value is string text && enumType.TryGetValue(text, out name)))
            {
                formatter.Writer.WriteRaw(name.EncodedName);
                return Outcome.Written;
            }

            error = $"Enum \"{type}\" cannot represent value: {InputInspector.Inspect(value)}";
        }

        formatter.Report(error!, ErrorCodes.InvalidResult);
        return Outcome.Failed;
    }
}

/// <summary>An enum.</summary>
internal sealed class EnumWriter<TEnum>(EnumType type) : LeafWriter<TEnum>
    where TEnum : struct, Enum
{
    private readonly Dictionary<TEnum, byte[]> names = type.Values.ToDictionary(v => (TEnum)v.Value, v => v.EncodedName);

    internal override Outcome Write(ResultFormatter formatter, TEnum value)
    {
        if (names.TryGetValue(value, out var name))
        {
            formatter.Writer.WriteRaw(name);
            return Outcome.Written;
        }

        formatter.Report($"Enum \"{type}\" cannot represent value: {value}", ErrorCodes.InvalidResult);
        return Outcome.Failed;
    }
}

/// <summary>A struct with null.</summary>
internal sealed class NullableWriter<T>(LeafWriter<T> inner) : LeafWriter<T?>
    where T : struct
{
    internal override Outcome Write(ResultFormatter formatter, T? value) =>
        value is { } present ? inner.Write(formatter, present) : Outcome.Null;
}

/// <summary>A list of leaves, or of lists of them.</summary>
internal sealed class ListWriter<TList, TItem>(LeafWriter<TItem> inner, bool itemsMayBeNull) : LeafWriter<TList>
{
    internal override Outcome Write(ResultFormatter formatter, TList value)
    {
        if (value is null)
            return Outcome.Null;
        var writer = formatter.Writer;
        var start = writer.Position;
        var index = 0;
        writer.WriteByte((byte)'[');
        if (value is System.Collections.Immutable.ImmutableArray<TItem> { IsDefault: true })
        {
            writer.WriteByte((byte)']');
            return Outcome.Written;
        }

        foreach (var item in (IEnumerable<TItem>)value)
        {
            if (index > 0)
                writer.WriteByte((byte)',');
            var itemStart = writer.Position;
            formatter.Push(index++);
            var outcome = WriteItem(formatter, item);
            if (outcome != Outcome.Written && !itemsMayBeNull)
            {
                if (outcome == Outcome.Null)
                    formatter.ReportNull();
                formatter.Pop();
                writer.Rewind(start);
                return Outcome.Failed;
            }

            formatter.Pop();
            if (outcome != Outcome.Written)
            {
                writer.Rewind(itemStart);
                writer.WriteNull();
            }
        }

        writer.WriteByte((byte)']');
        return Outcome.Written;
    }

    private Outcome WriteItem(ResultFormatter formatter, TItem item)
    {
        try
        {
            return inner.Write(formatter, item);
        }
        catch (Exception exception)
        {
            formatter.Report(exception);
            return Outcome.Failed;
        }
    }
}

/// <summary>An id of a node: the type's name and the value, opaque.</summary>
internal sealed class NodeIdWriter<T>(string typeName, Func<T, string?> text, INodeIdSerializer serializer) : LeafWriter<T>
{
    internal override Outcome Write(ResultFormatter formatter, T value)
    {
        if (value is null || text(value) is not { } id)
            return Outcome.Null;
        serializer.Write(formatter.Writer, typeName, id);
        return Outcome.Written;
    }
}
