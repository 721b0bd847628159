using System.Text;

namespace Alignment.GraphQL.Types;

/// <summary>Names of the schema made of names of C#.</summary>
internal static class EnumNames
{
    /// <summary><c>FieldDefinition</c> becomes <c>FIELD_DEFINITION</c>.</summary>
    internal static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        UpperSnake(value.ToString());

    /// <summary>Words apart by underscores, in capitals; a run of capitals is one word: <c>ToBeTested</c>, <c>URLPath</c> and <c>A1</c> become <c>TO_BE_TESTED</c>, <c>URL_PATH</c> and <c>A1</c>.</summary>
    internal static string UpperSnake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }
}
