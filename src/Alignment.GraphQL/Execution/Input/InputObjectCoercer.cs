using System.Text.Json;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Makes an object of the values of its fields and of whether each was given.</summary>
internal delegate object InputFactory(object?[] values, bool[] given);

/// <summary>An input object.</summary>
internal sealed class InputObjectCoercer(InputObjectType type, Type runtimeType, InputFactory build) : InputCoercer(type, runtimeType)
{
    private byte[][] Names => field ??= [.. type.Fields.Select(f => System.Text.Encoding.UTF8.GetBytes(f.Name))];

    protected override object? ReadValue(ref Utf8JsonReader reader, InputFaults faults)
    {
        var start = reader;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add($"Expected value of type \"{type}\" to be an object, found: {InputInspector.Inspect(start)}.");
            reader.Skip();
            return null;
        }

        var values = new object?[type.Fields.Count];
        var given = new bool[values.Length];
        var next = 0;
        string? nullFirst = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, next);
            if (index < 0)
            {
                var name = reader.GetString()!;
                reader.Skip();
                if (!faults.IsFull)
                    AddUnknown(name, start, faults);
                continue;
            }

            next = index + 1;
            reader.Read();
            if (type.IsOneOf && reader.TokenType == JsonTokenType.Null && Array.IndexOf(given, true) < 0)
                nullFirst = type.Fields[index].Name;
            faults.Push(type.Fields[index].Name);
            values[index] = type.Fields[index].Coercer!.Read(ref reader, faults);
            faults.Pop();
            given[index] = true;
        }

        for (var i = 0; i < given.Length; i++)
        {
            if (!given[i] && type.Fields[i].IsRequired)
                faults.Add($"Expected value of type \"{type}\" to include required field \"{type.Fields[i].Name}\", found: {InputInspector.Inspect(start)}.");
        }

        if (type.IsOneOf)
            CheckOneOf(given.Count(static g => g), nullFirst, faults);
        return Complete(values, given, faults);
    }

    protected override object? FromLiteralValue(ValueNode literal, VariableValues variables, InputFaults faults)
    {
        if (literal is not ObjectValueNode map)
        {
            faults.Add($"Expected value of type \"{type}\" to be an object, found: {InputInspector.Inspect(literal)}.", ErrorCodes.InvalidArgument);
            return null;
        }

        var values = new object?[type.Fields.Count];
        var given = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var field = type.Fields[i];
            var value = map.Fields.FirstOrDefault(f => f.Name.Value == field.Name)?.Value;
            if (value is null || (value is VariableNode variable && !variables.Has(variable.Name.Value) && !type.IsOneOf))
            {
                if (field.IsRequired)
                    faults.Add($"Expected value of type \"{type}\" to include required field \"{field.Name}\", found: {InputInspector.Inspect(literal)}.", ErrorCodes.InvalidArgument);
                continue;
            }

            faults.Push(field.Name);
            values[i] = field.Coercer!.FromLiteral(value, variables, faults);
            faults.Pop();
            given[i] = true;
        }

        foreach (var unknown in map.Fields.Where(f => !type.Fields.ContainsField(f.Name.Value)))
            faults.Add($"Expected value of type \"{type}\" not to include unknown field \"{unknown.Name.Value}\", found: {InputInspector.Inspect(literal)}.", ErrorCodes.InvalidArgument);
        if (type.IsOneOf && !faults.Any)
        {
            var count = given.Count(static g => g);
            CheckOneOf(count == 1 && values[Array.IndexOf(given, true)] is null ? 0 : count, null, faults);
        }

        return Complete(values, given, faults);
    }

    private void AddUnknown(string name, Utf8JsonReader start, InputFaults faults)
    {
        var suggestion = faults.DidYouMean(name, type.Fields.Select(static f => f.Name));
        var found = suggestion.Length > 0 ? $".{suggestion} Found" : ", found";
        faults.Add($"Expected value of type \"{type}\" not to include unknown field \"{name}\"{found}: {InputInspector.Inspect(start)}.");
    }

    private void CheckOneOf(int given, string? nullField, InputFaults faults)
    {
        var message = $"Within OneOf Input Object type \"{type}\", exactly one field must be specified, and the value for that field must be non-null.";
        if (given != 1)
            faults.Add(message);
        if (nullField is null)
            return;
        faults.Push(nullField);
        faults.Add(message);
        faults.Pop();
    }

    private object? Complete(object?[] values, bool[] given, InputFaults faults)
    {
        if (faults.Any)
            return null;
        for (var i = 0; i < values.Length; i++)
        {
            if (!given[i] && type.Fields[i].TryGetDefault(out values[i]))
                given[i] = true;
        }

        try
        {
            return build(values, given);
        }
        catch (Exception exception) when (exception is ArgumentException or GraphQLException)
        {
            faults.Add(exception.Message);
            return null;
        }
    }

    private int IndexOf(ref Utf8JsonReader reader, int next)
    {
        var names = Names;
        for (var i = 0; i < names.Length; i++)
        {
            var index = next + i < names.Length ? next + i : next + i - names.Length;
            if (reader.ValueTextEquals(names[index]))
                return index;
        }

        return -1;
    }
}
