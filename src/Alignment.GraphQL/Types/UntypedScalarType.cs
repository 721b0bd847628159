using System.Text.Json;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary>A scalar of the schema language that nobody has given a meaning: any JSON goes in and comes out.</summary>
internal sealed class UntypedScalarType(string name, string? description, string? specifiedBy)
    : ScalarType<object>(name, description, specifiedBy)
{
    protected override bool TryRead(ref Utf8JsonReader reader, out object value, out string? error)
    {
        error = null;
        value = UntypedJson.Read(ref reader)!;
        return true;
    }

    protected internal override void Write(ResultWriter writer, object value) => UntypedJson.Write(writer, value);
}
