using Alignment.GraphQL.Diagnostics;

namespace Alignment.GraphQL.Execution;

/// <summary>Writes errors as the specification lays them out.</summary>
internal static class ErrorWriter
{
    /// <summary>The list of errors inside a response without data.</summary>
    internal static ReadOnlyMemory<byte> ErrorsIn(ReadOnlyMemory<byte> response) => response["{\"errors\":".Length..^1];

    /// <summary>The response to a request that is refused, which is counted.</summary>
    internal static void WriteRequestError(ResultWriter writer, IReadOnlyList<GraphQLError> errors)
    {
        GraphQLDiagnostics.Refused(errors);
        WriteOnly(writer, errors);
    }

    /// <summary>A response without data.</summary>
    internal static void WriteOnly(ResultWriter writer, IReadOnlyList<GraphQLError> errors)
    {
        writer.WriteRaw("{\"errors\":"u8);
        Write(writer, errors);
        writer.WriteByte((byte)'}');
    }

    internal static void Write(ResultWriter writer, IReadOnlyList<GraphQLError> errors)
    {
        writer.WriteByte((byte)'[');
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0)
                writer.WriteByte((byte)',');
            Write(writer, errors[i]);
        }

        writer.WriteByte((byte)']');
    }

    private static void Write(ResultWriter writer, GraphQLError error)
    {
        writer.WriteRaw("{\"message\":"u8);
        writer.WriteString(error.Message);
        if (error.Locations.Count > 0)
        {
            writer.WriteRaw(",\"locations\":["u8);
            for (var i = 0; i < error.Locations.Count; i++)
            {
                writer.WriteRaw(i > 0 ? ",{\"line\":"u8 : "{\"line\":"u8);
                writer.WriteNumber(error.Locations[i].Line);
                writer.WriteRaw(",\"column\":"u8);
                writer.WriteNumber(error.Locations[i].Column);
                writer.WriteByte((byte)'}');
            }

            writer.WriteByte((byte)']');
        }

        if (error.Path is { } path)
        {
            writer.WriteRaw(",\"path\":"u8);
            UntypedJson.Write(writer, path);
        }

        if (error.Code is not null || error.Extensions is { Count: > 0 })
        {
            writer.WriteRaw(",\"extensions\":"u8);
            var extensions = new Dictionary<string, object?>(StringComparer.Ordinal);
            if (error.Code is { } code)
                extensions["code"] = code;
            foreach (var (name, value) in error.Extensions ?? new Dictionary<string, object?>())
                extensions[name] = value;
            UntypedJson.WriteObject(writer, extensions);
        }

        writer.WriteByte((byte)'}');
    }
}
